import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { composeDataPlane } from './index.ts';

const dirs: string[] = [];

afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

function makeDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'neon-test-'));
  dirs.push(dir);
  return dir;
}

const BRANCH = {
  branchId: 'br-one',
  pgVersion: 17,
  roles: [{ name: 'owner', password: 'first' }],
  databases: [{ name: 'app', owner: 'owner' }],
};

/** Starts a process that runs a data plane with one active branch and waits to be killed. */
async function startChild(rootDir: string, temporary: boolean): Promise<ChildProcess> {
  const program = `
    const { composeDataPlane } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const options = { mode: 'embedded', rootDir: ${JSON.stringify(rootDir)}, temporary: ${temporary}, port: 0 };
    const { dataPlane } = await composeDataPlane(options);
    await dataPlane.createBranch(${JSON.stringify(BRANCH)});
    await dataPlane.openEndpoint({ endpointId: 'ep-one', branchId: 'br-one' });
    await dataPlane.startEndpoint('ep-one');
    console.log('ready');`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  expect(line).toBe('ready');
  return child;
}

async function killGroup(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await exited;
}

function readServerPid(rootDir: string): number {
  return Number.parseInt(readFileSync(join(rootDir, 'branches', 'br-one', 'data', 'postmaster.pid'), 'utf8'), 10);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const WITHIN_5_S = { timeout: 5000, interval: 50 };

describe('a killed process', () => {
  test('leaves no Postgres, no folder and no socket', async () => {
    const rootDir = makeDir();
    const child = await startChild(rootDir, true);
    const serverPid = readServerPid(rootDir);
    const socketDir = readFileSync(join(rootDir, 'branches', 'br-one', 'data', 'postmaster.pid'), 'utf8').split(
      '\n',
    )[4];
    expect(existsSync(socketDir ?? '')).toBe(true);
    await killGroup(child);
    await expect.poll(() => isAlive(serverPid), WITHIN_5_S).toBe(false);
    await expect.poll(() => existsSync(rootDir) || existsSync(socketDir ?? ''), WITHIN_5_S).toBe(false);
  });

  test('leaves data that the next process can use, one process at a time', async () => {
    const rootDir = makeDir();
    const options = { mode: 'embedded', rootDir, temporary: false, port: 0 } as const;
    const child = await startChild(rootDir, false);
    await expect(composeDataPlane(options)).rejects.toThrow(`in use by another emulator (process ${child.pid}`);
    const serverPid = readServerPid(rootDir);
    await killGroup(child);

    // Immediately, so that the start must stop what the watchdog has not stopped yet.
    const { dataPlane } = await composeDataPlane(options);
    try {
      // Polled, because an ended process remains until its new parent reaps it.
      await expect.poll(() => isAlive(serverPid), WITHIN_5_S).toBe(false);
      await dataPlane.openEndpoint({ endpointId: 'ep-two', branchId: 'br-one' });
      const client = new Client(
        `postgresql://owner:first@127.0.0.1:${dataPlane.address?.port}/app?options=endpoint%3Dep-two`,
      );
      await client.connect();
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await client.end();
    } finally {
      await dataPlane.stop();
    }
    expect(existsSync(join(rootDir, 'postgres.lock'))).toBe(false);
    expect(existsSync(join(rootDir, 'branches', 'br-one', 'data', 'PG_VERSION'))).toBe(true);
  });
});

describe('a failing start', () => {
  test('names the port that is in use, and cleans up', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const rootDir = makeDir();
    await expect(composeDataPlane({ mode: 'embedded', rootDir, temporary: true, port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use`,
    );
    expect(existsSync(rootDir)).toBe(false);
    taken.close();
  });

  test('names a data directory that is unusable', async () => {
    const file = join(makeDir(), 'file');
    writeFileSync(file, '');
    const starting = composeDataPlane({ mode: 'embedded', rootDir: file, temporary: false, port: 0 });
    await expect(starting).rejects.toThrow(`The data directory ${file} cannot be used`);
  });

  test.skipIf(process.getuid?.() !== 0)('as root, names the folder that Postgres has no access to', async () => {
    const closed = makeDir();
    mkdirSync(join(closed, 'inside'));
    const rootDir = join(closed, 'inside');
    const starting = composeDataPlane({ mode: 'embedded', rootDir, temporary: false, port: 0 });
    await expect(starting).rejects.toThrow(`has no access to ${closed}`);
  });
});

describe('idle suspension', () => {
  test('suspends an endpoint without connections, and reports it', async () => {
    let tellSuspended: (endpointId: string) => void = () => {};
    const suspended = new Promise<string>((resolve) => {
      tellSuspended = resolve;
    });
    const { dataPlane } = await composeDataPlane({
      mode: 'embedded',
      rootDir: makeDir(),
      temporary: true,
      port: 0,
      idleSuspendMs: 20,
      events: { endpointStarted() {}, endpointSuspended: (id) => tellSuspended(id) },
    });
    try {
      await dataPlane.createBranch(BRANCH);
      await dataPlane.openEndpoint({ endpointId: 'ep-one', branchId: 'br-one' });
      await dataPlane.startEndpoint('ep-one');
      expect(await suspended).toBe('ep-one');
    } finally {
      await dataPlane.stop();
    }
  });
});

test('starts nothing if Postgres is off', async () => {
  const { dataPlane, notice } = await composeDataPlane({
    mode: 'off',
    rootDir: '/absent',
    temporary: true,
    port: 0,
  });
  expect({ kind: dataPlane.kind, address: dataPlane.address, notice }).toEqual({ kind: 'off' });
  await dataPlane.createBranch(BRANCH);
  await dataPlane.stop();
  expect(existsSync('/absent')).toBe(false);
});
