import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stopStrays } from './stop-strays.ts';

let branchesDir: string;
let dataDir: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  branchesDir = mkdtempSync(join(tmpdir(), 'neon-strays-'));
  dataDir = join(branchesDir, 'br-one', 'data');
  mkdirSync(dataDir, { recursive: true });
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(branchesDir, { recursive: true, force: true });
});

/** Starts a process that looks like a server process of a data directory. */
async function runProcess({ argv0 = '/usr/bin/postgres', cwd = dataDir, ignores = '' } = {}): Promise<ChildProcess> {
  const program = `process.on('SIGHUP', () => {}); ${ignores} process.send('ready'); setInterval(() => {}, 1000)`;
  child = spawn(process.execPath, ['-e', program], { argv0, cwd, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await once(child, 'message');
  child.disconnect();
  return child;
}

async function runServer(options: { argv0?: string; cwd?: string } = {}): Promise<ChildProcess> {
  const server = await runProcess(options);
  writeFileSync(join(dataDir, 'postmaster.pid'), `${server.pid}\n`);
  return server;
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

describe.skipIf(process.platform !== 'linux')('stopStrays', () => {
  test('stops the server of the data directory, and keeps its pid file', async () => {
    const server = await runServer();
    await stopStrays(branchesDir);
    await expect.poll(() => isRunning(server)).toBe(false);
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
  });

  test.each([
    ['a server without a pid file yet', {}],
    ['a surviving child of a killed server', { argv0: 'postgres: startup recovering 00000001' }],
    ['a process that ignores the first signal', { ignores: "process.on('SIGQUIT', () => {});" }],
  ])('stops %s', async (_, options) => {
    const stray = await runProcess(options);
    await stopStrays(branchesDir);
    await expect.poll(() => isRunning(stray)).toBe(false);
  });

  test('stops a process whose data directory was removed', async () => {
    const stray = await runProcess();
    rmSync(join(branchesDir, 'br-one'), { recursive: true });
    await stopStrays(branchesDir);
    await expect.poll(() => isRunning(stray)).toBe(false);
  });

  test.each([
    ['that is not Postgres', { argv0: 'node' }],
    ['in another working directory, e.g. of another container', { cwd: tmpdir() }],
  ])('does not stop a process %s', async (_, options) => {
    const server = await runServer(options);
    await stopStrays(branchesDir);
    expect(isRunning(server)).toBe(true);
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
  });

  test('does not stop a process of a folder whose name starts with that of the branches folder', async () => {
    const other = `${branchesDir}-old`;
    mkdirSync(other);
    try {
      const server = await runServer({ cwd: other });
      await stopStrays(branchesDir);
      expect(isRunning(server)).toBe(true);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});
