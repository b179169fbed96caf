import { drawTable } from '@neon-api/ground';
import type { JobStatus } from '../jobs/index.ts';

export interface NamedStatus extends JobStatus {
  readonly job: string;
}

const HEADER = ['job', 'units', 'waiting', 'running', 'done', 'failed', 'cancelled', 'time left'];

/** Draws jobs as the lines of a table. */
export function drawJobs(jobs: readonly NamedStatus[]): readonly string[] {
  if (jobs.length === 0) return ['No jobs.'];
  const rows = jobs.map((one) => {
    const { job, total, waitingCount, runningCount, doneCount, failedCount, cancelledCount } = one;
    const counts = [total, waitingCount, runningCount, doneCount, failedCount, cancelledCount];
    return [job, ...counts.map(String), isEnded(one) ? '' : describeTimeLeft(one)];
  });
  return drawTable([HEADER, ...rows]);
}

export function isEnded({ waitingCount, runningCount }: JobStatus): boolean {
  return waitingCount + runningCount === 0;
}

/** Describes the progress of one job in a line. */
export function describeProgress(status: JobStatus): string {
  const { total, doneCount, failedCount, runningCount } = status;
  const failed = failedCount === 0 ? '' : `, ${failedCount} failed`;
  const timeLeft = isEnded(status) ? '' : `, ${runningCount} running, time left: ${describeTimeLeft(status)}`;
  return `${doneCount} of ${total} done${failed}${timeLeft}`;
}

function describeTimeLeft({ remainingMs }: JobStatus): string {
  return remainingMs === undefined ? 'unknown' : `about ${describeMs(remainingMs)}`;
}

const MINUTE_S = 60;
const HOUR_MIN = 60;

function describeMs(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < MINUTE_S) return `${seconds} s`;
  const minutes = Math.round(seconds / MINUTE_S);
  return minutes < HOUR_MIN ? `${minutes} min` : `${Math.floor(minutes / HOUR_MIN)} h ${minutes % HOUR_MIN} min`;
}
