import type { Clock } from '@neon-api/client';
import type { JobStatus } from './job-status.ts';

const STATUS_INTERVAL_MS = 500;

/** Yields the status of a job whenever a count changes, and ends with the job. Waits for the first unit of a new job. */
export async function* followJob(
  readStatus: () => Promise<JobStatus>,
  clock: Clock,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobStatus> {
  for (let last = ''; ; ) {
    const status = await readStatus();
    const { elapsedMs: _elapsed, remainingMs: _remaining, ...counts } = status;
    const seen = JSON.stringify(counts);
    if (seen !== last) yield status;
    if (status.total > 0 && status.waitingCount + status.runningCount === 0) return;
    last = seen;
    await clock.sleep(STATUS_INTERVAL_MS, signal);
  }
}
