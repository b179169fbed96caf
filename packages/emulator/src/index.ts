export type { EmulatorClock, LoggedRequest } from './admin/index.ts';
export type {
  BranchSpec,
  DatabaseSpec,
  DataPlane,
  DataPlaneEvents,
  DataPlaneKind,
  RoleSpec,
} from './data-plane/index.ts';
export { EmulatorStartError, EmulatorUsageError } from './errors/index.ts';
export type { AddedFault, Fault, FaultEffect, FaultList, FaultTarget, FaultTiming } from './faults/index.ts';
export type { LimitOptions, Plan } from './limits/index.ts';
export type { LiveChange, LiveClock, LiveEndpoint, LiveProject, LiveTopic, LiveValues } from './live/index.ts';
export {
  emulatorVariables,
  type LocalDatabase,
  type LocalDatabaseOptions,
  openDatabase,
} from './local-database/index.ts';
export type { Speed } from './operations/index.ts';
export type { Seed, SeedBranch, SeedProject } from './seed/index.ts';
export {
  type Emulator,
  type EmulatorOptions,
  type PostgresAddress,
  type PostgresMode,
  startEmulator,
} from './start/index.ts';
export type { Clock, Log, Random } from './support/index.ts';
