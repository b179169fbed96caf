import { fullDiskError, nameFullDisk } from '../errors.ts';
import { findLogReason } from './find-log-reason.ts';
import { ProgramFailure } from './run-to-end.ts';

/** Explains on one line why Postgres cannot set up a database below `dir`; the full output is the cause. */
export function explainTemplateFailure(error: unknown, dir: string): unknown {
  if (!(error instanceof ProgramFailure)) return nameFullDisk(error, dir);
  const [firstLine = ''] = error.message.split('\n');
  const reason = findLogReason(error.printed) ?? firstLine;
  // The kernel uses the same text when shared memory runs out.
  const isDiskFull = reason.endsWith('No space left on device') && !reason.includes('shared memory');
  if (isDiskFull) return fullDiskError(dir, error);
  return new Error(
    `Postgres cannot set up a database below ${dir}: ${reason.replace(/\.$/, '')}. ` +
      "Fix this, or run without Postgres: --postgres off (postgres: 'off').",
    { cause: error },
  );
}
