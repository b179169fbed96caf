export type { EmulatorClock, LoggedRequest } from '../admin/index.ts';
export type {
  BranchSpec,
  DatabaseSpec,
  DataPlane,
  DataPlaneEvents,
  DataPlaneKind,
  RoleSpec,
} from '../data-plane/index.ts';
export { EmulatorUsageError } from '../errors/index.ts';
export type { AddedFault, Fault, FaultEffect, FaultList, FaultTarget, FaultTiming } from '../faults/index.ts';
export type { LimitOptions, Plan } from '../limits/index.ts';
export type { LiveChange, LiveClock, LiveEndpoint, LiveProject, LiveTopic, LiveValues } from '../live/index.ts';
export type { Speed } from '../operations/index.ts';
export type { Seed, SeedBranch, SeedProject } from '../seed/index.ts';
export type { Clock, Log, Random } from '../support/index.ts';
export { createEmulator, type FetchEmulatorOptions } from './create-emulator.ts';
export type { FetchEmulator } from './fetch-emulator.ts';
