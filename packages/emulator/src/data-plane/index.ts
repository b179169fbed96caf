export type {
  BranchSpec,
  DatabaseSpec,
  DataPlane,
  DataPlaneEvents,
  DataPlaneKind,
  RoleSpec,
} from './data-plane.ts';
export { createOffDataPlane } from './off-data-plane.ts';
