import { join } from 'node:path';
import { readServerFile } from '../root-dir/index.ts';
import { CONTROL_FILE } from './copy-rules.ts';
import { segmentOf } from './wal-position.ts';

/** Offsets in `pg_control`, unchanged since Postgres 11. */
const STATE_OFFSET = 16;
const REDO_OFFSET = 40;
const TIMELINE_OFFSET = 48;
/** `DB_SHUTDOWNED`: the log ends with the shutdown checkpoint. */
const SHUT_DOWN = 1;
/** `DB_IN_ARCHIVE_RECOVERY`, which includes replay from a backup label. */
const IN_ARCHIVE_RECOVERY = 5;

/** The last record of a stopped server, its checkpoint, is shorter. */
const PAGE_BYTES = 8192n;

export interface ControlFile {
  /** Where log replay begins. */
  readonly redoLsn: bigint;
  readonly redoSegment: string;
  /** After a clean shutdown: the segment in which the log ends. */
  readonly lastSegment: string;
  /** True after a clean shutdown; the log then ends where replay would begin. */
  readonly isShutDown: boolean;
  /** True if a start from a backup has begun but not finished. */
  readonly isInArchiveRecovery: boolean;
}

/** Reads the control file of a data directory whose server is stopped. */
export function readControlFile(dataDir: string): ControlFile {
  const bytes = readServerFile(join(dataDir, CONTROL_FILE));
  const redoLsn = bytes.readBigUInt64LE(REDO_OFFSET);
  const timeline = bytes.readUInt32LE(TIMELINE_OFFSET);
  return {
    redoLsn,
    redoSegment: segmentOf(timeline, redoLsn),
    lastSegment: segmentOf(timeline, redoLsn + PAGE_BYTES),
    isShutDown: bytes.readUInt32LE(STATE_OFFSET) === SHUT_DOWN,
    isInArchiveRecovery: bytes.readUInt32LE(STATE_OFFSET) === IN_ARCHIVE_RECOVERY,
  };
}
