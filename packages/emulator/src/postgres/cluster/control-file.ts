import { join } from 'node:path';
import { readServerFile } from '../root-dir/index.ts';
import { CONTROL_FILE } from './copy-rules.ts';
import { segmentOf } from './wal-position.ts';

/** Where the parts of `pg_control` lie that have been the same since Postgres 11. */
const STATE_OFFSET = 16;
const REDO_OFFSET = 40;
const TIMELINE_OFFSET = 48;
/** `DB_SHUTDOWNED`: the checkpoint of the shutdown is the last record of the log. */
const SHUT_DOWN = 1;
/** `DB_IN_ARCHIVE_RECOVERY`: also what replays from a backup's label. */
const IN_ARCHIVE_RECOVERY = 5;

export interface ControlFile {
  /** Where replay of the log begins. */
  readonly redoLsn: bigint;
  readonly redoSegment: string;
  /** Whether the last server shut down in order; then the log ends where replay would begin. */
  readonly isShutDown: boolean;
  /** Whether a start from a backup has begun, and not ended. */
  readonly isInArchiveRecovery: boolean;
}

/** Reads where replay begins in a data directory that no server uses. */
export function readControlFile(dataDir: string): ControlFile {
  const bytes = readServerFile(join(dataDir, CONTROL_FILE));
  const redoLsn = bytes.readBigUInt64LE(REDO_OFFSET);
  return {
    redoLsn,
    redoSegment: segmentOf(bytes.readUInt32LE(TIMELINE_OFFSET), redoLsn),
    isShutDown: bytes.readUInt32LE(STATE_OFFSET) === SHUT_DOWN,
    isInArchiveRecovery: bytes.readUInt32LE(STATE_OFFSET) === IN_ARCHIVE_RECOVERY,
  };
}
