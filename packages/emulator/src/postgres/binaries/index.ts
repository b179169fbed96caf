export type { PostgresBinaries } from './binaries.ts';
export { openCacheDir } from './cache-dir.ts';
export { findBinaries, type PostgresMode } from './find-binaries.ts';
