export type { PostgresMode } from './binaries/index.ts';
export {
  type PostgresDataPlaneOptions,
  type StartedDataPlane,
  startPostgresDataPlane,
} from './start-postgres-data-plane.ts';
