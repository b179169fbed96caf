export type {
  BranchCopy,
  BranchReplacement,
  BranchSpec,
  DatabaseSpec,
  DataPlane,
  DataPlaneAddress,
  DataPlaneEvents,
  DataPlaneKind,
  DataPoint,
  RoleSpec,
  RoleState,
  ServerlessDoor,
} from './data-plane.ts';
export { createOffDataPlane } from './off-data-plane.ts';
