export type { PostgresBinaries } from './binaries.ts';
export { openCacheDir } from './cache-dir.ts';
export { findBinaries, type PostgresMode } from './find-binaries.ts';
export { parseMajorVersion } from './inspect-binaries.ts';
export { listBinDirs } from './system-binaries.ts';
