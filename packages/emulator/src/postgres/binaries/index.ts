export type { PostgresBinaries } from './binaries.ts';
export { type FoundBinaries, findBinaries, type PostgresMode } from './find-binaries.ts';
