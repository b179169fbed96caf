export type { PostgresBinaries, PostgresMode } from './binaries.ts';
export { openCacheDir } from './cache-dir.ts';
export { findBinaries } from './find-binaries.ts';
export { howToGet } from './missing-version.ts';
export { pickBinaries } from './pick-binaries.ts';
