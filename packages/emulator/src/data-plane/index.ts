export type {
  BranchCopy,
  BranchHistory,
  BranchReading,
  BranchReplacement,
  BranchSpec,
  ColumnShape,
  ConnectionRefusal,
  ConstraintShape,
  DatabaseSpec,
  DataPlane,
  DataPlaneAddress,
  DataPlaneEvents,
  DataPlaneKind,
  DataPoint,
  EndpointOutlook,
  EndpointUsage,
  OpenedEndpoint,
  RoleSpec,
  RoleState,
  ServerlessDoor,
  TableShape,
} from './data-plane.ts';
export { chooseDefaultVersion, DEFAULT_PG_VERSION } from './default-version.ts';
export { explainMiss } from './explain-miss.ts';
export { formatLsn, parseLsn } from './lsn.ts';
export { createOffDataPlane } from './off-data-plane.ts';
export { type EndpointSide, pooledNameOf, readSide } from './pooled-name.ts';
export { type StartupOptions, splitStartupOptions } from './startup-options.ts';
export { NO_TENANT_SETTINGS, type TenantSettings } from './tenant-settings.ts';
