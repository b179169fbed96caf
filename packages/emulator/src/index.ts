export type {
  BranchSpec,
  DatabaseSpec,
  DataPlane,
  DataPlaneEvents,
  DataPlaneKind,
  RoleSpec,
} from './data-plane/index.ts';
export type { EmulatorOptions, PostgresMode } from './emulator-options.ts';
export { EmulatorStartError, EmulatorUsageError } from './errors/index.ts';
export type { Speed } from './operations/index.ts';
export { type Emulator, type PostgresAddress, startEmulator } from './start-emulator.ts';
export type { Clock, Log, Random } from './support/index.ts';
