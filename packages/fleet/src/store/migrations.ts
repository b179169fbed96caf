const COUNTED = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** The tables of the first version. */
const UNITS = `
create table if not exists neon_fleet.units (
  fleet text not null,
  job text not null,
  key text not null,
  position bigint generated always as identity,
  unit jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  generation integer not null default 0,
  attempts integer not null default 0,
  remembered jsonb not null default '{}',
  error text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (fleet, job, key)
);
create index if not exists units_state on neon_fleet.units (fleet, job, state);
`;

// Triggers count, so that no statement can forget it, not even one of another version. They run once a statement, and
// every statement locks its units before its job, so that two statements cannot wait for each other.
const JOBS = `
create table neon_fleet.jobs (
  fleet text not null,
  job text not null,
  ${COUNTED.map((state) => `${state} integer not null default 0,`).join('\n  ')}
  created_at timestamptz not null default now(),
  primary key (fleet, job)
);
insert into neon_fleet.jobs (fleet, job, ${COUNTED.join(', ')}, created_at)
select fleet, job, ${COUNTED.map((state) => `count(*) filter (where state = '${state}')`).join(', ')}, min(created_at)
from neon_fleet.units group by fleet, job;
${countOn('insert', 'new table as added', 'select fleet, job, state, 1 as change from added')}
${countOn('delete', 'old table as removed', 'select fleet, job, state, -1 as change from removed')}
${countOn(
  'update',
  'new table as added old table as removed',
  'select fleet, job, state, 1 as change from added union all select fleet, job, state, -1 from removed',
)}
alter table neon_fleet.units add claim uuid, add interruptions integer not null default 0;
create index units_ended on neon_fleet.units (fleet, job, ended_at) where ended_at is not null;
drop index neon_fleet.units_state;
`;

/**
 * The SQL that leads from each version of the schema to the next. A published entry never changes. A new one only adds,
 * so that processes of the version before still work until they are replaced.
 */
export const MIGRATIONS: readonly string[] = [UNITS, JOBS];

function countOn(event: 'insert' | 'update' | 'delete', tables: string, changes: string): string {
  const sums = COUNTED.map((state) => `coalesce(sum(change) filter (where state = '${state}'), 0)`);
  return `
create function neon_fleet.count_on_${event}() returns trigger language plpgsql as $count$
begin
  insert into neon_fleet.jobs as j (fleet, job, ${COUNTED.join(', ')})
  select fleet, job, ${sums.join(', ')} from (${changes}) as changes group by fleet, job order by fleet, job
  on conflict (fleet, job) do update set
    ${COUNTED.map((state) => `${state} = j.${state} + excluded.${state}`).join(', ')};
  return null;
end
$count$;
create trigger count_on_${event} after ${event} on neon_fleet.units
referencing ${tables} for each statement execute function neon_fleet.count_on_${event}();`;
}
