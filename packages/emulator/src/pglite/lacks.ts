import type { DataPlane } from '../data-plane/index.ts';

/** Why calls that PGlite cannot serve are refused. */
export const LACKS: NonNullable<DataPlane['lacks']> = {
  points: 'PGlite keeps no history of a branch, only its head. Omit the LSN or the timestamp.',
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
