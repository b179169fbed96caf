export type {
  BranchCopy,
  BranchReplacement,
  BranchSpec,
  DatabaseSpec,
  DataPlane,
  DataPlaneEvents,
  DataPlaneKind,
  DataPoint,
  RoleSpec,
} from './data-plane.ts';
export { createOffDataPlane } from './off-data-plane.ts';
