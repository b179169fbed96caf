import { join } from 'node:path';
import type { DataPoint } from '../../data-plane/index.ts';
import { writeServerFile } from '../root-dir/index.ts';

/**
 * Makes the next start of a copied data directory replay the log that lies in its own pg_wal up to a point, and go on
 * from there on a timeline of its own. The settings stay in a file: a start that was cut short begins again.
 * https://www.postgresql.org/docs/17/runtime-config-wal.html#RUNTIME-CONFIG-WAL-RECOVERY-TARGET
 */
export function requestRecovery(dataDir: string, point: DataPoint): void {
  const settings = Object.entries(recoverySettings(point)).map(([name, value]) => `${name} = '${value}'\n`);
  writeServerFile(join(dataDir, 'postgresql.auto.conf'), settings.join(''));
  writeServerFile(join(dataDir, 'recovery.signal'), '');
}

function recoverySettings(point: DataPoint): Record<string, string> {
  return {
    // There is no archive, and Postgres asks for a command; this one fails in any shell.
    restore_command: 'exit 1',
    hot_standby: 'off',
    recovery_target_action: 'promote',
    // A position in the log is the end of what was written; a time takes along what was committed at it.
    ...('lsn' in point
      ? { recovery_target_lsn: point.lsn.trim(), recovery_target_inclusive: 'off' }
      : { recovery_target_time: asPostgresReads(point.timestamp), recovery_target_inclusive: 'on' }),
  };
}

/** As it was written where that is safe to quote: Date would cut microseconds off. Zone names are not known this early. */
function asPostgresReads(timestamp: string): string {
  const isPlain = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(timestamp);
  return (isPlain ? timestamp : new Date(timestamp).toISOString()).replace('T', ' ').replace('Z', '+00');
}
