import { fullDiskError, nameFullDisk } from '../errors.ts';
import { findLogReason } from './find-log-reason.ts';
import { ProgramFailure } from './run-to-end.ts';

/** What keeps Postgres from setting up a database below `dir`, as one sentence; all that it printed is the cause. */
export function explainTemplateFailure(error: unknown, dir: string): unknown {
  if (!(error instanceof ProgramFailure)) return nameFullDisk(error, dir);
  const [firstLine = ''] = error.message.split('\n');
  const reason = findLogReason(error.printed) ?? firstLine;
  // The kernel has the same words for a lack of shared memory.
  const isDiskFull = reason.endsWith('No space left on device') && !reason.includes('shared memory');
  if (isDiskFull) return fullDiskError(dir, error);
  return new Error(
    `Postgres cannot set up a database below ${dir}: ${reason.replace(/\.$/, '')}; ` +
      "remove the cause, or leave Postgres out: --postgres off (postgres: 'off').",
    { cause: error },
  );
}
