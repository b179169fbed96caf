import { join } from 'node:path';
import type { DataPoint } from '../../data-plane/index.ts';
import { writeServerFile } from '../root-dir/index.ts';

/**
 * Makes the next start of a copied data directory replay the log in its own pg_wal up to a point, and continue there on
 * a new timeline. The settings are stored in a file, so that an interrupted start begins again.
 * https://www.postgresql.org/docs/17/runtime-config-wal.html#RUNTIME-CONFIG-WAL-RECOVERY-TARGET
 */
export function requestRecovery(dataDir: string, point: DataPoint): void {
  const settings = Object.entries(recoverySettings(point)).map(([name, value]) => `${name} = '${value}'\n`);
  writeServerFile(join(dataDir, 'postgresql.auto.conf'), settings.join(''));
  writeServerFile(join(dataDir, 'recovery.signal'), '');
}

function recoverySettings(point: DataPoint): Record<string, string> {
  return {
    // Postgres requires a command, but there is no archive; this one fails in any shell.
    restore_command: 'exit 1',
    hot_standby: 'off',
    recovery_target_action: 'promote',
    // Replay ends before the record at an LSN, but includes transactions committed exactly at a time.
    ...('lsn' in point
      ? { recovery_target_lsn: point.lsn.trim(), recovery_target_inclusive: 'off' }
      : { recovery_target_time: asPostgresReads(point.timestamp), recovery_target_inclusive: 'on' }),
  };
}

/** Keeps a plain timestamp as it is, because Date would drop microseconds. Recovery does not accept zone names. */
function asPostgresReads(timestamp: string): string {
  const isPlain = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(timestamp);
  return (isPlain ? timestamp : new Date(timestamp).toISOString()).replace('T', ' ').replace('Z', '+00');
}
