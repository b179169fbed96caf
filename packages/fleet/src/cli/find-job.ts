import { suggest, UsageError } from '@neon-api/ground/cli';
import type { Fleet } from '../jobs/index.ts';

/**
 * Returns the job that a command names.
 *
 * @throws UsageError if it names none or several, or the job has no units
 */
export async function findJob(fleet: Fleet, command: string, words: readonly string[]): Promise<string> {
  const [job, ...others] = words;
  if (job === undefined || others.length > 0) throw new UsageError(`${command}: expected one JOB.`);
  const jobs = await fleet.jobs();
  if (jobs.includes(job)) return job;
  const known = jobs.length === 0 ? 'The fleet has no jobs yet' : `It has ${jobs.join(', ')}`;
  throw new UsageError(`The fleet has no job ${JSON.stringify(job)}.${suggest(job, jobs)} ${known}. Check --fleet.`);
}

export function describeCount(count: number): string {
  return count === 1 ? '1 unit' : `${count} units`;
}
