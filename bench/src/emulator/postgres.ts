import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestPostgres, type TestPostgres } from '../../../packages/emulator/test/support/use-postgres.ts';
import { median } from '../median.ts';
import { runClients, type Way } from './run-clients.ts';

/** Figures of the data plane, beside a plain Postgres: the same server, reached without the port. */

const CONNECTIONS = 8;
const QUERY = 'SELECT 1';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    queries: { type: 'string', default: '2000' },
    branches: { type: 'string', default: '20' },
    /** Size of the branch that is copied, in MB. */
    size: { type: 'string', default: '40' },
  },
});
const rounds = Number(values.rounds);
const queries = Number(values.queries);
const sizeMb = Number(values.size);
/** What a data directory with one database takes before anything is in it. */
const EMPTY_MB = 29;

function show(what: string, value: number, unit: string, beside?: string): void {
  process.stdout.write(`${what.padEnd(58)}${value.toFixed(2).padStart(10)} ${unit.padEnd(5)} ${beside ?? ''}\n`);
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function repeat(work: (round: number) => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) figures.push(await work(round));
  return median(figures);
}

/** To the server itself, past the port. */
function plainAddress({ rootDir }: TestPostgres, name: string): Way {
  const lines = readFileSync(join(rootDir, 'branches', `br-${name}`, 'data', 'postmaster.pid'), 'utf8').split('\n');
  return { host: lines[4] ?? '', port: Number(lines[3]), options: '' };
}

function portAddress({ dataPlane }: TestPostgres, name: string): Way {
  return { host: '127.0.0.1', port: dataPlane.address?.port ?? 0, options: `endpoint=ep-${name}` };
}

/** Memory of this process and all servers, shared pages counted once. */
function memoryMb(rootDir: string): number {
  const kilobytesOf = (pid: string): number => {
    try {
      const isOurs = pid === String(process.pid) || readFileSync(`/proc/${pid}/stat`, 'utf8').includes('(postgres');
      const cwd = isOurs
        ? readFileSync(`/proc/${pid}/environ`, 'latin1') + readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : '';
      if (!isOurs || (pid !== String(process.pid) && !cwd.includes(rootDir) && !isChildOfOurs(pid, rootDir))) return 0;
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
    } catch {
      return 0;
    }
  };
  const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid));
  return pids.reduce((sum, pid) => sum + kilobytesOf(pid), 0) / 1024;
}

function isChildOfOurs(pid: string, rootDir: string): boolean {
  const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] ?? '0';
  return readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes(rootDir);
}

show(
  'start of an empty data plane to the first answer',
  await repeat(async () => {
    let postgres: TestPostgres | undefined;
    const ms = await took(async () => {
      postgres = await startTestPostgres();
      await postgres.createBranch('main');
      await postgres.query('main', QUERY);
    });
    await postgres?.[Symbol.asyncDispose]();
    return ms;
  }),
  'ms',
  '(≤ 1500)',
);

const postgres = await startTestPostgres();
try {
  await postgres.createBranch('main');
  const rows = Math.max(0, sizeMb - EMPTY_MB) * 1800;
  await postgres.query('main', `CREATE TABLE big AS SELECT i, repeat('x', 500) FROM generate_series(1, ${rows}) i`);
  show('size of the branch', ((await postgres.dataPlane.readBranch?.('br-main'))?.sizeBytes ?? 0) / 1e6, 'MB');
  const copy = (name: string): Promise<number> =>
    took(async () => {
      await postgres.dataPlane.copyBranch({ branchId: `br-${name}`, parentId: 'br-main' });
      await postgres.open(name);
      await postgres.query(name, QUERY);
    });
  const drop = (name: string): Promise<void> => postgres.dataPlane.dropBranch(`br-${name}`);

  show(
    'new root branch from the template to select 1',
    await repeat(async () => {
      const ms = await took(async () => {
        await postgres.createBranch('root');
        await postgres.query('root', QUERY);
      });
      await drop('root');
      return ms;
    }),
    'ms',
    '(≤ 500)',
  );
  const asDatabase = await repeat(async () => {
    const session = await postgres.connect('main', { database: 'postgres' });
    const ms = await took(() => session.query('CREATE DATABASE copied TEMPLATE app'));
    await session.query('DROP DATABASE copied');
    await session.end();
    return ms;
  });
  show(
    'branch of a running parent to select 1',
    await repeat(async () => {
      const ms = await copy('child');
      await drop('child');
      return ms;
    }),
    'ms',
    `(≤ 250 at 40 MB; CREATE DATABASE … TEMPLATE: ${asDatabase.toFixed(0)} ms)`,
  );
  const { timestamp } = await pointInTime();
  show(
    'branch at a point in time to select 1',
    await repeat(async () => {
      const ms = await took(async () => {
        await postgres.dataPlane.copyBranch({ branchId: 'br-past', parentId: 'br-main', at: { timestamp } });
        await postgres.open('past');
        await postgres.query('past', QUERY);
      });
      await drop('past');
      return ms;
    }),
    'ms',
  );
  show(
    'wake of a suspended endpoint to select 1',
    await repeat(async () => {
      await postgres.dataPlane.suspendEndpoint('ep-main');
      return took(() => postgres.query('main', QUERY));
    }),
    'ms',
    '(≤ 80)',
  );

  const ways = { plain: plainAddress(postgres, 'main'), port: portAddress(postgres, 'main') };
  const latency = { plain: 0, port: 0 };
  const rate = { plain: 0, port: 0 };
  for (const way of ['plain', 'port'] as const) {
    latency[way] = await repeat(() => runClients(ways[way], 1, queries).then(({ medianMs }) => medianMs));
    rate[way] = await repeat(() => runClients(ways[way], CONNECTIONS, queries).then(({ perSecond }) => perSecond));
  }
  show('latency through the port', latency.port, 'ms', `(plain ${latency.plain.toFixed(2)}, ≤ 0.3 more)`);
  const overhead = (1 - rate.port / rate.plain) * 100;
  show(
    `queries a second over ${CONNECTIONS} connections through the port`,
    rate.port,
    '1/s',
    `(plain ${rate.plain.toFixed(0)}, ${overhead.toFixed(0)} % less, ≤ 10 %)`,
  );

  const names = Array.from({ length: Number(values.branches) }, (_, index) => `many-${index}`);
  for (const [index, name] of names.entries()) {
    await copy(name);
    if (index >= 5) await postgres.dataPlane.suspendEndpoint(`ep-${name}`);
  }
  show(`memory with ${names.length} branches, 5 in use`, memoryMb(postgres.rootDir), 'MB', '(≤ 400 with 100)');
} finally {
  show('stop', await took(async () => postgres[Symbol.asyncDispose]()), 'ms');
}

async function pointInTime(): Promise<{ readonly timestamp: string }> {
  const timestamp = new Date().toISOString();
  await postgres.query('main', 'CREATE TABLE later (id int)');
  return { timestamp };
}
