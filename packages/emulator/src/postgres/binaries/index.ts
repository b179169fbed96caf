export type { PostgresBinaries, PostgresMode } from './binaries.ts';
export { openCacheDir } from './cache-dir.ts';
export { binarySources, type FoundBinaries, findBinaries } from './find-binaries.ts';
export { parseMajorVersion } from './inspect-binaries.ts';
export { decideLaunch, type Launch } from './launch.ts';
export { howToGet } from './missing-version.ts';
export { pickBinaries } from './pick-binaries.ts';
export { listBinDirs } from './system-binaries.ts';
