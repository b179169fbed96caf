import { expect, test } from 'vitest';
import type { JobStatus } from '../jobs/index.ts';
import { describeProgress, drawJobs } from './job-table.ts';

const statusOf = (given: Partial<JobStatus>): JobStatus => ({
  ...{ total: 100, waitingCount: 0, runningCount: 0, doneCount: 0, failedCount: 0, cancelledCount: 0 },
  ...{ elapsedMs: 0, remainingMs: undefined },
  ...given,
});

test.each<[given: Partial<JobStatus>, line: string]>([
  [{ waitingCount: 100 }, '0 of 100 done, 0 running, time left: unknown'],
  [
    { waitingCount: 50, runningCount: 10, doneCount: 40, remainingMs: 44_100 },
    '40 of 100 done, 10 running, time left: about 45 s',
  ],
  [
    { runningCount: 1, doneCount: 97, failedCount: 2, remainingMs: 90_000 },
    '97 of 100 done, 2 failed, 1 running, time left: about 2 min',
  ],
  [{ waitingCount: 1, remainingMs: 7_440_000 }, '0 of 100 done, 0 running, time left: about 2 h 4 min'],
  [{ waitingCount: 1, remainingMs: 3_599_000 }, '0 of 100 done, 0 running, time left: about 1 h 0 min'],
  [{ doneCount: 97, failedCount: 3, remainingMs: 0 }, '97 of 100 done, 3 failed'],
])('%j is shown as %j', (given, line) => {
  expect(describeProgress(statusOf(given))).toBe(line);
});

test('jobs are the rows of a table', () => {
  const jobs = [
    { job: 'provision', ...statusOf({ waitingCount: 58, runningCount: 2, doneCount: 40, remainingMs: 120_000 }) },
    { job: 'cleanup', ...statusOf({ doneCount: 99, failedCount: 1, remainingMs: 0 }) },
  ];
  expect(drawJobs(jobs)).toEqual([
    'job        units  waiting  running  done  failed  cancelled  time left',
    'provision  100    58       2        40    0       0          about 2 min',
    'cleanup    100    0        0        99    1       0',
  ]);
  expect(drawJobs([])).toEqual(['No jobs.']);
});
