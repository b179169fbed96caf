export type { PostgresMode } from './binaries/index.ts';
export {
  composeDataPlane,
  type PostgresDataPlaneOptions,
  type StartedDataPlane,
} from './compose-data-plane.ts';
