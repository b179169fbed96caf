import childProcess, { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stopStrayServers } from './stop-stray-servers.ts';

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

/** A process that looks like a server of a data directory, and whose id stands in the directory's pid file. */
async function runServer({ argv0 = '/usr/bin/postgres', dir = dataDir, cwd = dataDir } = {}): Promise<ChildProcess> {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', '-D', dir], {
    argv0,
    cwd,
    stdio: 'ignore',
  });
  await once(child, 'spawn');
  writeFileSync(join(dataDir, 'postmaster.pid'), `${child.pid}\n`);
  return child;
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

describe.skipIf(process.platform !== 'linux')('stopStrayServers', () => {
  test('stops the server of the data directory, and leaves its pid file', async () => {
    const server = await runServer();
    await stopStrayServers({ fs, childProcess }, branchesDir);
    await expect.poll(() => isRunning(server)).toBe(false);
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
  });

  test.each([
    ['that is no Postgres', { argv0: 'node' }],
    ['of another data directory', { dir: '/elsewhere/br-one/data' }],
    ['of a folder whose name begins like the data directory', { dir: 'DATA-old' }],
    ['of a data directory with the same name in another container', { cwd: tmpdir() }],
  ])('leaves a process alone %s', async (_, { dir, ...options }: { argv0?: string; dir?: string; cwd?: string }) => {
    const server = await runServer({ ...options, ...(dir ? { dir: dir.replace('DATA', dataDir) } : {}) });
    await stopStrayServers({ fs, childProcess }, branchesDir);
    expect(isRunning(server)).toBe(true);
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
  });
});
