import type { Pool } from 'pg';

/** Returns the names of the jobs that have units. */
export async function listJobs(pool: Pool, fleet: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ job: string }>(
    `select job from neon_fleet.jobs
     where fleet = $1 and waiting + running + done + failed + cancelled > 0 order by job`,
    [fleet],
  );
  return rows.map(({ job }) => job);
}
