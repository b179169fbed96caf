import type { Pool } from 'pg';

// Jumps from job to job in the primary key: a job may have 100,000 units.
const LIST_JOBS = `
with recursive jobs as (
  select min(job) as job from neon_fleet.units where fleet = $1
  union all
  select (select min(job) from neon_fleet.units where fleet = $1 and job > jobs.job) from jobs where jobs.job is not null
)
select job from jobs where job is not null`;

/** Returns the names of the jobs that have units. */
export async function listJobs(pool: Pool, fleet: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ job: string }>(LIST_JOBS, [fleet]);
  return rows.map(({ job }) => job);
}
