import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

/** 300 in the long run: NEON_EMULATOR_TEST_ROUNDS=300. */
const ROUNDS = Number(process.env.NEON_EMULATOR_TEST_ROUNDS ?? 30);
/** 50 in the long run: NEON_EMULATOR_TEST_KILLS=50. */
const KILLS = Number(process.env.NEON_EMULATOR_TEST_KILLS ?? 3);
const WRITERS = 4;
const isLinux = process.platform === 'linux';

/** Processes whose command line names a folder. */
function processesIn(dir: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir);
    } catch {
      return false;
    }
  });
}

test.skipIf(!isLinux)(`${ROUNDS} branches that come and go leave nothing open`, { timeout: 600_000 }, async () => {
  await using postgres = await startTestPostgres();
  const { dataPlane, rootDir } = postgres;
  const openFiles = (): number => readdirSync('/proc/self/fd').length;
  await postgres.createBranch('main');
  await postgres.query('main', 'SELECT 1');
  await dataPlane.suspendEndpoint('ep-main');
  let before = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    await dataPlane.copyBranch({ branchId: 'br-guest', parentId: 'br-main' });
    await postgres.open('guest');
    expect(await postgres.query('guest', 'SELECT 1')).toEqual([1]);
    await dataPlane.dropBranch('br-guest');
    // The first round opens what stays open.
    if (round === 0) before = openFiles();
  }
  await expect.poll(openFiles).toBeLessThanOrEqual(before);
  expect(readdirSync(join(rootDir, 'branches'))).toEqual(['br-main']);
  expect(processesIn(join(rootDir, 'branches', 'br-guest'))).toEqual([]);
});

/** A process that keeps a data plane on a folder, until it is killed. */
async function startKeeper(rootDir: string, isNew: boolean): Promise<{ child: ChildProcess; port: number }> {
  const support = new URL('../../test/support/use-postgres.ts', import.meta.url).href;
  const program = `
    const { startTestPostgres } = await import(${JSON.stringify(support)});
    const postgres = await startTestPostgres({ rootDir: ${JSON.stringify(rootDir)}, temporary: false });
    await postgres.${isNew ? 'createBranch' : 'open'}('main');
    console.log(postgres.dataPlane.address.port);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, port: Number(line) };
}

async function connectTo(port: number): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'owner',
    password: 'first',
    database: 'app',
    options: 'endpoint=ep-main',
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Writes until the connection breaks; remembers what was acknowledged. */
async function write(port: number, writer: number, committed: Set<string>, onCommitted: () => void): Promise<void> {
  const client = await connectTo(port);
  try {
    for (let turn = 0; ; turn += 1) {
      const id = `${port}-${writer}-${turn}`;
      await client.query('INSERT INTO kept VALUES ($1)', [id]);
      committed.add(id);
      onCommitted();
    }
  } finally {
    await client.end().catch(() => {});
  }
}

const title = `killed under load ${KILLS} times, it loses no committed row and leaves no Postgres`;
test.skipIf(!isLinux)(title, { timeout: 600_000 }, async () => {
  const rootDir = mkdtempSync(join(tmpdir(), 'neon-test-'));
  const committed = new Set<string>();
  let child: ChildProcess | undefined;
  try {
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const keeper = await startKeeper(rootDir, kill === 0);
      child = keeper.child;
      const exited = once(child, 'exit');
      const client = await connectTo(keeper.port);
      await client.query('CREATE TABLE IF NOT EXISTS kept (id text PRIMARY KEY)');
      const { rows } = await client.query<{ id: string }>('SELECT id FROM kept');
      const found = new Set(rows.map(({ id }) => id));
      expect([...committed].filter((id) => !found.has(id))).toEqual([]);
      await client.end();
      if (kill === KILLS) break;
      const until = committed.size + 50 + kill * 37;
      const onCommitted = (): void => {
        if (committed.size >= until) keeper.child.kill('SIGKILL');
      };
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        write(keeper.port, writer, committed, onCommitted),
      );
      await Promise.allSettled(writers);
      await exited;
    }
    expect(committed.size).toBeGreaterThan(KILLS * 50);
    child?.kill('SIGKILL');
    await expect.poll(() => processesIn(rootDir), { timeout: 10_000 }).toEqual([]);
  } finally {
    child?.kill('SIGKILL');
    rmSync(rootDir, { recursive: true, force: true });
  }
});
