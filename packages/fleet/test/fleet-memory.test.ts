import { afterAll, expect, test } from 'vitest';
import { createWorkerProcesses } from './support/worker-process.ts';
import { useDatabase } from './use-database.ts';

const sizes = (process.env.NEON_FLEET_TEST_SIMULATION ?? '').split(',').filter(Boolean).map(Number);
const RUN_BY_WORKER = 300;
const MINUTES = 60_000;

interface Message {
  readonly done: number;
  readonly peakMb: number;
}

// A caller adds all units and waits for the report; a worker runs some hundred of them.
const PROGRAM = `
  import { createFleet } from './dist/index.js';
  const { connectionString, count, job, isWorker } = JSON.parse(process.argv[1]);
  const fleet = await createFleet({ connectionString, neon: {}, name: 'memory' });
  const report = (done) => process.send({ done, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) });
  if (isWorker) {
    let done = 0;
    await fleet.work({ steps: { [job]: async () => void (++done === ${RUN_BY_WORKER} && report(done)) } });
  } else {
    const units = Array.from({ length: count }, (_, n) => ({ key: 'tenant-' + n, kind: 'project' }));
    const { done } = await fleet.run(job, units, async () => undefined, { concurrency: 0 });
    report(done.length);
    await fleet.close();
  }
`;

const database = useDatabase();
const processes = createWorkerProcesses<Message>(PROGRAM);
afterAll(() => processes.stopAll());

const messageOf = (settings: object): { readonly message: Promise<Message>; kill(): void } => {
  let kill: () => void = () => undefined;
  const message = new Promise<Message>((resolve) => {
    const { process } = processes.start(settings, resolve);
    kill = () => process.kill('SIGKILL');
  });
  return { message, kill: () => kill() };
};

const testMemory = sizes.length > 0 ? test : test.skip;

testMemory(
  'the memory of a worker does not grow with the job, and that of the caller by less than 2 KB a unit',
  async () => {
    const { connectionString, pool } = database();
    const count = async (table: string): Promise<number> =>
      Number(
        (await pool.query(`select count(*) from ${table}`).catch(() => ({ rows: [{ count: 0 }] }))).rows[0]?.count,
      );
    const seen: { units: number; worker: number; caller: number }[] = [];
    for (const units of sizes) {
      await pool.query('drop schema if exists neon_fleet, neon_fleet_queue cascade');
      const settings = { connectionString, count: units, job: `of-${units}` };
      const caller = messageOf(settings);
      await expect.poll(() => count('neon_fleet_queue.job'), { timeout: 20 * MINUTES, interval: 1_000 }).toBe(units);
      const worker = messageOf({ ...settings, isWorker: true });
      const { peakMb } = await worker.message;
      worker.kill();
      await pool.query(`update neon_fleet.units set state = 'done' where state in ('waiting', 'running')`);
      const report = await caller.message;
      expect(report.done).toBe(units);
      seen.push({ units, worker: peakMb, caller: report.peakMb });
      console.table(seen);
    }
    const [first, last] = [seen[0], seen.at(-1)];
    if (first === undefined || last === undefined) throw new Error('No size was measured.');
    expect(last.worker).toBeLessThan(first.worker * 1.3);
    expect((last.caller - first.caller) * 1_000).toBeLessThanOrEqual(2 * (last.units - first.units) + 50_000);
  },
  60 * MINUTES,
);
