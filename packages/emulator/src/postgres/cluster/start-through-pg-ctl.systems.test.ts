import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processesAt } from '../../../test/support/processes-in.ts';
import { testAllSystems } from '../../../test/support/systems.ts';
import { NO_TENANT_SETTINGS } from '../../data-plane/index.ts';
import { withAdmin } from '../admin/index.ts';
import { findBinaries, type PostgresBinaries, pickBinaries } from '../binaries/index.ts';
import { makeGuardedDir } from '../root-dir/index.ts';
import { createAddressBook } from './server-address.ts';
import { type Server, startServer } from './start-server.ts';
import { ensureTemplate } from './template.ts';

const adminPassword = 'secret';
const binaries: PostgresBinaries = {
  ...pickBinaries(await findBinaries('embedded'), 17, 'embedded'),
  launch: 'pg_ctl',
};

let dir: string;
let crashes: number;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'neon pg-ctl-'));
  chmodSync(dir, 0o755);
  crashes = 0;
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Launches servers as on Windows, as far as this system can. */
async function makeTemplate(): Promise<string> {
  const templatesDir = join(dir, 'templates');
  await makeGuardedDir(templatesDir);
  return ensureTemplate({ templatesDir, binaries, adminPassword });
}

async function start(dataDir: string, readyWithinS?: number): Promise<Server> {
  return startServer({
    kind: 'primary',
    binaries,
    dataDir,
    logFile: join(dir, 'log'),
    address: await createAddressBook(undefined)(),
    adminPassword,
    tenant: NO_TENANT_SETTINGS,
    durable: true,
    platform: process.platform,
    log: () => {},
    readyWithinS,
    onCrash: () => {
      crashes += 1;
    },
  });
}

/** Makes a server wait for a WAL file that never arrives, so that it never accepts connections. */
function makeStartHang(dataDir: string): void {
  appendFileSync(join(dataDir, 'postgresql.conf'), "restore_command = 'sleep 30; false'\n");
  writeFileSync(join(dataDir, 'recovery.signal'), '');
}

const pidOf = (dataDir: string): number => Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10);
const readLog = (): string => readFileSync(join(dir, 'log'), 'utf8');

describe('through pg_ctl', () => {
  test('a server runs on a new template until it is stopped', async () => {
    const dataDir = await makeTemplate();
    const server = await start(dataDir);
    const roles = await withAdmin(server.login, { work: 'read contents' }, (session) =>
      session.query("SELECT rolname FROM pg_roles WHERE rolname = 'neon_superuser'"),
    );
    expect(roles.rows).toEqual([{ rolname: 'neon_superuser' }]);
    expect(server.isRunning()).toBe(true);
    await server.stop('clean');
    expect(readLog()).toContain('database system is shut down');
    expect({ isRunning: server.isRunning(), crashes }).toEqual({ isRunning: false, crashes: 0 });
  });

  test('a server that is not ready in time is stopped', async () => {
    const dataDir = await makeTemplate();
    makeStartHang(dataDir);
    await expect(start(dataDir, 1)).rejects.toThrow('Postgres did not start');
    expect(processesAt(dataDir)).toEqual([]);
  });

  testAllSystems('a killed server counts as a crash, and a failed start says why', async () => {
    const dataDir = await makeTemplate();
    const server = await start(dataDir);
    process.kill(pidOf(dataDir), 'SIGKILL');
    // An ended process remains until its new parent reaps it.
    await expect.poll(() => crashes, { timeout: 10_000 }).toBe(1);
    expect(server.isRunning()).toBe(false);
    appendFileSync(join(dataDir, 'postgresql.conf'), 'no setting\n');
    await expect(start(dataDir)).rejects.toThrow(/Postgres did not start on .*: configuration file .* contains errors/);
  });
});
