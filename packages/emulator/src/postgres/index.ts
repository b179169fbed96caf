export type { PostgresMode } from './binaries/index.ts';
export { composeDataPlane, type StartedDataPlane } from './compose-data-plane.ts';
export type { PostgresDataPlaneOptions } from './data-plane-options.ts';
