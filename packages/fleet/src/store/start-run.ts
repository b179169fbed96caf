import type { WorkUnit } from '@neon-api/helpers';
import type { Pool } from 'pg';

/** What a due schedule did. `busy`: the run before has not ended. `already-started`: an earlier attempt started it. */
export type RunVerdict = 'started' | 'busy' | 'already-started';

// A unit that the last run had and this one does not have loses its row, and with it its generation. Minutes since 1970
// are higher than any generation that it can have had, so the queue does not mistake it for an earlier one.
const START_RUN = `
with planned as (
  select unit ->> 'key' as key, unit from jsonb_array_elements($4::jsonb) as given (unit)
), seen as (
  select count(*) filter (where state in ('waiting', 'running')) > 0 as is_busy,
    coalesce(bool_or(created_at >= $3), false) as is_started,
    greatest(coalesce(max(generation), 0) + 1, extract(epoch from now())::integer / 60) as generation
  from neon_fleet.units where fleet = $1 and job = $2
), removed as (
  delete from neon_fleet.units using seen
  where fleet = $1 and job = $2 and not is_busy and not is_started and key not in (select key from planned)
), added as (
  insert into neon_fleet.units as old (fleet, job, key, unit, generation)
  select $1, $2, key, unit, generation from planned, seen where not is_busy and not is_started
  on conflict (fleet, job, key) do update
  set unit = excluded.unit, state = 'waiting', generation = excluded.generation, attempts = 0, interruptions = 0,
    remembered = '{}', error = null, created_at = now(), ended_at = null
  where old.created_at < $3
)
select case when is_started then 'already-started' when is_busy then 'busy' else 'started' end as verdict from seen`;

/**
 * Replaces the units of a job with those of a new run, in one statement. Does nothing if the run before has not ended,
 * or if this run, which was due at `dueAt` by the clock of Postgres, has started already.
 */
export async function startRun(
  pool: Pool,
  { fleet, job, dueAt }: { readonly fleet: string; readonly job: string; readonly dueAt: Date },
  units: readonly WorkUnit[],
): Promise<RunVerdict> {
  const { rows } = await pool.query<{ verdict: RunVerdict }>(START_RUN, [fleet, job, dueAt, JSON.stringify(units)]);
  const verdict = rows[0]?.verdict ?? 'busy';
  // The status counts the time of this run, not that of the job's first one.
  if (verdict === 'started') {
    await pool.query('update neon_fleet.jobs set created_at = now() where fleet = $1 and job = $2', [fleet, job]);
  }
  return verdict;
}
