import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkUnit } from '../src/index.ts';
import { QUEUE_SCHEMA, startRun } from '../src/store/index.ts';
import { useFleets } from './open-fleets.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();
const openFleet = useFleets(database);

let boss: PgBoss;
beforeAll(async () => {
  const { pool } = database();
  boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    ...{ schema: QUEUE_SCHEMA, migrate: false, supervise: false, schedule: false },
  });
});
afterAll(() => boss.stop({ close: false }));

/** Adds what the scheduler of pg-boss adds when a schedule is due. */
async function makeDue(fleet: string, job: string): Promise<void> {
  await boss.start();
  await boss.send(`${fleet}/schedule/${job}`, null);
}

const unitsOf = (...keys: string[]): WorkUnit[] => keys.map((key) => ({ key }));
const quickly = { timeout: 20_000, interval: 50 };

test('a schedule that is due starts its job once, however many workers there are', async () => {
  const planned: string[] = [];
  const ran: string[] = [];
  const open = async (name: string): Promise<void> => {
    const fleet = await openFleet('cron');
    await fleet.work({
      steps: { export: async ({ key }: WorkUnit) => ran.push(key) },
      scheduled: {
        export: () => {
          planned.push(name);
          return unitsOf('a', 'b');
        },
      },
    });
  };
  const scheduler = await openFleet('cron');
  await scheduler.schedule('export', '* * * * *');
  await Promise.all([open('first'), open('second')]);
  // pg-boss looks for due schedules every 30 seconds. Now the next process that starts looks at once.
  await database().pool.query(`update ${QUEUE_SCHEMA}.version set cron_on = null`);
  await open('third');
  await expect.poll(() => ran.toSorted(), quickly).toEqual(['a', 'b']);
  await scheduler.unschedule('export');
  expect(planned).toHaveLength(1);
  expect(await scheduler.status('export')).toMatchObject({ total: 2 });
  expect(await scheduler.jobs()).toEqual(['export']);
}, 60_000);

test('a time that came while no process was open starts its job once, when one opens', async () => {
  const scheduler = await openFleet('missed');
  const halfADayAgo = new Date(Date.now() - 12 * 3_600_000);
  const cron = `${halfADayAgo.getUTCMinutes()} ${halfADayAgo.getUTCHours()} * * *`;
  await scheduler.schedule('export', cron);
  await scheduler.close();
  // As if pg-boss had last looked three days ago. In these days, the schedule came due three times.
  const { pool } = database();
  await pool.query(`update ${QUEUE_SCHEMA}.schedule set created_on = now() - interval '4 days' where cron = $1`, [
    cron,
  ]);
  await pool.query(`update ${QUEUE_SCHEMA}.version set cron_on = now() - interval '3 days'`);
  const planned: string[] = [];
  const worker = await openFleet('missed');
  await worker.work({
    steps: { export: async () => undefined },
    scheduled: { export: () => unitsOf(`run-${planned.push('run')}`) },
  });
  await expect.poll(() => worker.status('export'), quickly).toMatchObject({ doneCount: 1 });
  await worker.unschedule('export');
  expect(planned).toHaveLength(1);
}, 60_000);

test('each run replaces the units of the run before, and the status counts only it', async () => {
  const fleet = await openFleet('runs');
  const runs = [unitsOf('a', 'b'), unitsOf('b', 'c'), unitsOf('a')];
  const ran: string[] = [];
  const remembered: unknown[] = [];
  await fleet.work({
    steps: {
      nightly: async ({ key }: WorkUnit, context) => {
        remembered.push({ ...context.remembered });
        await context.remember('ran', true);
        ran.push(key);
      },
    },
    scheduled: { nightly: () => runs.shift() ?? [] },
  });
  const results: string[] = [];
  for (const total of [2, 2, 1]) {
    await makeDue('runs', 'nightly');
    const count = ran.length + total;
    await expect.poll(() => ran.length, quickly).toBe(count);
    await expect.poll(() => fleet.status('nightly'), quickly).toMatchObject({ total, doneCount: total });
    results.push(ran.slice(-total).toSorted().join());
  }
  expect(results).toEqual(['a,b', 'b,c', 'a']);
  expect(remembered).toEqual([{}, {}, {}, {}, {}]);
}, 60_000);

test('a run that cannot list its units is retried, and its error is redacted', async () => {
  const errors: string[] = [];
  const fleet = await openFleet('fails', { onError: ({ message }) => errors.push(message) });
  let attempts = 0;
  await fleet.work({
    steps: { nightly: async () => undefined },
    scheduled: {
      nightly: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('no: postgresql://ann:hidden-1@host/db npg_hidden2');
        return unitsOf('a');
      },
    },
  });
  await makeDue('fails', 'nightly');
  await expect.poll(() => fleet.status('nightly'), quickly).toMatchObject({ doneCount: 1 });
  expect(errors).toEqual(['The scheduled job nightly did not start and is retried: no: [redacted] [redacted]']);
  const { rows } = await database().pool.query(
    `select output::text from ${QUEUE_SCHEMA}.job where name like 'fails/%'`,
  );
  expect(JSON.stringify(rows)).not.toMatch(/hidden/);
}, 60_000);

test('a run starts once for a time, and not before the run before has ended', async () => {
  await openFleet('once');
  const { pool } = database();
  const dueAt = async (): Promise<Date> => (await pool.query('select now() as now')).rows[0].now;
  const start = async (due: Date, ...keys: string[]) =>
    startRun(pool, { fleet: 'once', job: 'nightly', dueAt: due }, unitsOf(...keys));
  const stored = async (): Promise<string> => {
    const sql = `select string_agg(key || ' ' || state, ', ' order by key) as units from neon_fleet.units where fleet = 'once'`;
    return (await pool.query(sql)).rows[0].units;
  };
  const first = await dueAt();
  expect(await start(first, 'a', 'b')).toBe('started');
  expect(await start(first, 'a', 'c')).toBe('already-started');
  expect(await start(await dueAt(), 'c')).toBe('busy');
  expect(await stored()).toBe('a waiting, b waiting');
  await pool.query(`update neon_fleet.units set state = 'done' where fleet = 'once'`);
  expect(await start(first, 'a', 'c')).toBe('already-started');
  expect(await stored()).toBe('a done, b done');
  const second = await dueAt();
  expect(await start(second, 'b', 'c')).toBe('started');
  expect(await stored()).toBe('b waiting, c waiting');
});

test('schedules are listed, replaced and removed', async () => {
  const fleet = await openFleet('lists');
  const other = await openFleet('other');
  await fleet.schedule('cleanup', '30 2 * * *', { timeZone: 'Europe/Berlin' });
  await fleet.schedule('cleanup', '45 3 * * *', { timeZone: 'Asia/Tokyo' });
  expect(await fleet.schedules()).toEqual([
    { job: 'cleanup', cron: '45 3 * * *', timeZone: 'Asia/Tokyo', nextAt: expect.any(Date) },
  ]);
  const [listed] = await fleet.schedules();
  // 03:45 in Tokyo, which has no daylight saving time.
  expect(listed?.nextAt.toISOString()).toMatch(/T18:45:00\.000Z$/);
  expect(await other.schedules()).toEqual([]);
  expect(await other.unschedule('cleanup')).toBe(false);
  expect([await fleet.unschedule('cleanup'), await fleet.unschedule('cleanup')]).toEqual([true, false]);
  expect(await fleet.schedules()).toEqual([]);
});

test.each([
  ['every night', {}, 'A schedule needs a cron expression with 5 fields'],
  ['0 30 2 * * *', {}, 'not "0 30 2 * * *"'],
  ['', {}, 'such as "30 2 * * *", not ""'],
  ['61 2 * * *', {}, 'The schedule "61 2 * * *" in the time zone "UTC" is not valid'],
  ['30 2 30 2 *', {}, 'The schedule "30 2 30 2 *"'],
  ['30 2 * * *', { timeZone: 'Europe/Berln' }, '"Europe/Berln"'],
])('the schedule %j with %j is refused before the database is asked', async (cron, options, message) => {
  const fleet = await openFleet('refuses');
  await fleet.close();
  // A valid schedule would fail here, because the database is closed.
  await expect(fleet.schedule('cleanup', cron, options)).rejects.toThrow(message);
  await expect(fleet.schedule('a job', '30 2 * * *')).rejects.toThrow('The name of a job');
});

test('a scheduled job needs a step', async () => {
  const fleet = await openFleet('steps');
  const refused = fleet.work({ steps: {}, scheduled: { cleanup: () => [] } });
  await expect(refused).rejects.toThrow('The scheduled job "cleanup" has no step. Add it to steps.');
});
