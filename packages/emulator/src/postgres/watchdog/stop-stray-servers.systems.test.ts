import childProcess from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processesAt } from '../../../test/support/processes-in.ts';
import { startTestPostgres } from '../../../test/support/use-postgres.ts';
import { createStrayFinder, type NodeModules } from './find-stray-servers.ts';
import { stopStrayServers } from './stop-stray-servers.ts';

let branchesDir: string;
beforeEach(() => {
  branchesDir = mkdtempSync(join(tmpdir(), 'neon-strays-'));
  mkdirSync(join(branchesDir, 'br-one', 'data'), { recursive: true });
});
afterEach(() => rmSync(branchesDir, { recursive: true, force: true }));

interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** A system whose processes end when killed; it prints its processes like `ps` or PowerShell. */
function systemWith(platform: NodeJS.Platform, listed: readonly ListedProcess[]) {
  let running = [...listed];
  const killed: number[] = [];
  const spawnSync = () => ({ stdout: running.map((one) => `${one.pid} ${one.parent} ${one.command}\r\n`).join('') });
  const kill = (pid: number): true => {
    killed.push(pid);
    running = running.filter((one) => one.pid !== pid);
    return true;
  };
  const modules = { fs, childProcess: { spawnSync }, process: { platform, kill } } as unknown as NodeModules;
  return { modules, killed };
}

const ELSEWHERE = '/usr/local/var/postgres';

describe.each([
  {
    platform: 'darwin' as const,
    commandOf: (dir: string) => `/cache/my postgres/bin/postgres -D ${dir} -c port=1`,
    child: 'postgres: owner app [local] SELECT',
  },
  {
    platform: 'win32' as const,
    commandOf: (dir: string) =>
      `"C:\\cache\\bin\\POSTGRES.EXE" "-D" "${dir.replaceAll('/', '\\').toUpperCase()}" -c x=1`,
    child: '"C:/cache/bin/postgres.exe" "--forkchild=backend" 1234',
  },
  {
    platform: 'win32' as const,
    commandOf: (dir: string) => `C:/cache/bin/postgres.exe -D "${dir}" -c x=1`,
    child: '"C:/cache/bin/postgres.exe" "--forkchild=backend" 1234',
  },
])('by the command lines of $platform', ({ platform, commandOf, child }) => {
  test('a server of the data directories is stopped together with its children', async () => {
    const { modules, killed } = systemWith(platform, [
      { pid: 10, parent: 1, command: commandOf(join(branchesDir, 'br-one', 'data')) },
      { pid: 11, parent: 10, command: child },
    ]);
    await stopStrayServers(createStrayFinder(modules, branchesDir), modules);
    expect(killed.sort()).toEqual([10, 11]);
  });

  test.each([
    ['another Postgres with the id in a stale pid file', (): string => commandOf(ELSEWHERE)],
    ['a server in a folder with a similar name', (): string => commandOf(`${branchesDir}-old/br-one/data`)],
    ['a program that is not Postgres', (): string => `/usr/bin/tail -D ${branchesDir}/br-one/data`],
    [
      'a server that mentions the folder only in a setting',
      (): string => `${commandOf(ELSEWHERE)} -c x=${branchesDir}/br-one/data`,
    ],
  ])('%s is not stopped', async (_, command) => {
    writeFileSync(join(branchesDir, 'br-one', 'data', 'postmaster.pid'), '20\n');
    const { modules, killed } = systemWith(platform, [
      { pid: 20, parent: 1, command: command() },
      { pid: 21, parent: 20, command: child },
    ]);
    await stopStrayServers(createStrayFinder(modules, branchesDir), modules);
    expect(killed).toEqual([]);
  });
});

test.skipIf(process.platform === 'win32')('ps finds a real server, but not one of another folder', async () => {
  await using postgres = await startTestPostgres();
  await using other = await startTestPostgres();
  for (const { createBranch } of [postgres, other]) await createBranch('main');
  const client = await postgres.connect('main');
  client.query('DO $$ BEGIN LOOP NULL; END LOOP; END $$').catch(() => {});
  const darwin: NodeModules = { fs, childProcess, process: { platform: 'darwin', kill: process.kill.bind(process) } };
  await stopStrayServers(createStrayFinder(darwin, join(postgres.rootDir, 'branches')), darwin);
  expect(processesAt(join(postgres.rootDir, 'branches'))).toEqual([]);
  expect(await other.query('main', 'SELECT 1')).toEqual([1]);
});
