export type { PostgresMode } from '../postgres/index.ts';
export type { Emulator, PostgresAddress } from './emulator.ts';
export { type EmulatorOptions, resolveOptions } from './emulator-options.ts';
export { accessFileOf } from './kept-access.ts';
export { startEmulator } from './start-emulator.ts';
