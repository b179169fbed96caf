export type { PostgresBinaries } from './binaries.ts';
export { findBinaries, type PostgresMode } from './find-binaries.ts';
