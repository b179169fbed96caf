export type {
  BranchCopy,
  BranchReading,
  BranchReplacement,
  BranchSpec,
  ColumnShape,
  ConstraintShape,
  DatabaseSpec,
  DataPlane,
  DataPlaneAddress,
  DataPlaneEvents,
  DataPlaneKind,
  DataPoint,
  RoleSpec,
  RoleState,
  ServerlessDoor,
  TableShape,
} from './data-plane.ts';
export { createOffDataPlane } from './off-data-plane.ts';
