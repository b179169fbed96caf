import type { DataPlane } from '../data-plane/index.ts';
import { type SqlError, sqlError } from './sql-error.ts';

const NO_HISTORY = 'PGlite keeps no history of a branch, only its head. Omit the LSN or the timestamp.';

/** Why calls that PGlite cannot serve are refused. */
export const LACKS: NonNullable<DataPlane['lacks']> = {
  points: NO_HISTORY,
  logicalReplication: 'PGlite has no logical replication. Omit enable_logical_replication.',
};

/** Refuses every setting: PGlite starts with its own. */
export async function refuseSettings(
  _pgVersion: number,
  settings: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const [name] = Object.keys(settings);
  return name === undefined
    ? undefined
    : `PGlite does not support pg_settings, such as "${name}". Use SET, ALTER ROLE … SET or ALTER DATABASE … SET.`;
}

/** Refuses the options of Neon's proxy in a connection string, such as `neon_lsn`: without history, they would be ignored. */
export function refuseNeonOption(name: string): SqlError {
  const hint = ['lsn', 'timestamp'].includes(name) ? NO_HISTORY : 'Omit it.';
  return sqlError('22023', `PGlite does not support the option neon_${name}`, hint);
}
