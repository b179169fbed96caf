import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processesAt } from '../../test/support/processes-in.ts';
import { NO_TENANT_SETTINGS } from '../data-plane/index.ts';
import { ADMIN_ROLE } from './admin/index.ts';
import { findBinaries, pickBinaries } from './binaries/index.ts';
import { type Branches, createBranches } from './branches.ts';
import { createAddressBook, createTemplateCopies, ensureTemplate, type TemplateCopies } from './cluster/index.ts';
import { createSpareDirs, makeSocketDir, openRootDir } from './root-dir/index.ts';
import { openSharedTemplates } from './shared-templates.ts';

let rootDir: string;
let branchesDir: string;
let adminPassword: string;
let socketDir: string | undefined;
let template: string;
let copies: TemplateCopies;
let hasRoom: boolean;
let branches: Branches;
const log: string[] = [];

beforeEach(async () => {
  rootDir = mkdtempSync(join(tmpdir(), 'neon-test-'));
  const shared = await openSharedTemplates();
  const { layout, adminPassword: password } = await openRootDir(rootDir, shared?.adminPassword);
  adminPassword = password;
  socketDir = await makeSocketDir();
  branchesDir = layout.branchesDir;
  const found = await findBinaries('embedded');
  hasRoom = true;
  copies = createTemplateCopies(
    layout.sparesDir,
    (line) => log.push(line),
    async () => hasRoom,
  );
  branches = createBranches(layout.branchesDir, layout.basesDir, {
    rootDir: layout.rootDir,
    spares: createSpareDirs(layout.sparesDir, { log: () => {} }),
    templateCopies: copies,
    adminPassword,
    durable: false,
    nextAddress: createAddressBook(socketDir),
    binariesFor: (version) => pickBinaries(found, version, 'embedded'),
    historyBytes: Number.POSITIVE_INFINITY,
    historyMsOf: () => Number.POSITIVE_INFINITY,
    tenantSettingsOf: () => NO_TENANT_SETTINGS,
    checkSettings: async () => undefined,
    isAtWork: () => false,
    onCrash: () => {},
    lingerMs: 0,
    makeRoom: async () => false,
    platform: process.platform,
    log: (line) => log.push(line),
  });
  template = await ensureTemplate({
    templatesDir: shared?.templatesDir ?? layout.templatesDir,
    binaries: pickBinaries(found, 17, 'embedded'),
    adminPassword,
  });
  await branches.add('br-main', (branch) =>
    branch.createFrom(template, (admin) => admin.fill([{ name: 'before', password: 'x' }], [])),
  );
});

afterEach(async () => {
  await copies.close();
  await branches.closeAll('immediate');
  for (const dir of [rootDir, socketDir ?? rootDir]) rmSync(dir, { recursive: true, force: true });
});

async function rolesOf(branchId: string): Promise<string[]> {
  const { roles } = await branches.find(branchId).administer((admin) => admin.readContents());
  return roles.map(({ name }) => name);
}

function replaceWithOther(whileAway: (swap: () => Promise<void>) => Promise<void>, keepOldAs?: string): Promise<void> {
  return branches.replace('br-main', {
    fill: async (branch) => {
      await branch.createFromBranch(branches.find('br-main'));
      await branch.administer((admin) => admin.applyRole({ name: 'after', password: 'x' }));
    },
    keepOldAs,
    whileAway,
  });
}

test('a failed replacement leaves only the old data, under the old name', async () => {
  const failing = replaceWithOther(async (swap) => {
    // The server may still be stopping and writing.
    await rm(join(branchesDir, 'br-main-next'), { recursive: true, maxRetries: 5 });
    await swap();
  }, 'br-backup');
  await expect(failing).rejects.toThrow('ENOENT');
  expect(readdirSync(branchesDir)).toEqual(['br-main']);
  expect(await rolesOf('br-main')).toEqual(['before']);
  await replaceWithOther((swap) => swap(), 'br-backup');
  expect(await rolesOf('br-main')).toEqual(['before', 'after']);
  expect(await rolesOf('br-backup')).toEqual(['before']);
});

test('repeating a finished replacement changes nothing', async () => {
  await replaceWithOther((swap) => swap(), 'br-backup');
  await replaceWithOther(() => Promise.reject(new Error('swapped twice')), 'br-backup');
  expect(await rolesOf('br-main')).toEqual(['before', 'after']);
  expect(await rolesOf('br-backup')).toEqual(['before']);
  expect(readdirSync(branchesDir).sort()).toEqual(['br-backup', 'br-main']);
});

test('a replacement whose swap is refused leaves no copy', async () => {
  await expect(replaceWithOther(() => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  expect(readdirSync(branchesDir)).toEqual(['br-main']);
});

test('leftovers of an earlier deletion do not block the next one', async () => {
  mkdirSync(join(branchesDir, 'br-main.partial', 'data'), { recursive: true });
  await branches.drop('br-main');
  expect(existsSync(join(branchesDir, 'br-main'))).toBe(false);
  expect(readdirSync(branchesDir)).toEqual([]);
});

test('leftover folders do not block a replacement or a new branch', async () => {
  for (const name of ['br-main-old', 'br-main-next', 'br-two']) {
    mkdirSync(join(branchesDir, name, 'data', 'base'), { recursive: true });
  }
  await replaceWithOther((swap) => swap());
  await branches.add('br-two', (branch) => branch.createFromBranch(branches.find('br-main')));
  expect(readdirSync(branchesDir).sort()).toEqual(['br-main', 'br-two']);
  expect(await rolesOf('br-main')).toEqual(['before', 'after']);
});

const pidOf = (branchId: string): number =>
  Number.parseInt(readFileSync(join(branchesDir, branchId, 'data', 'postmaster.pid'), 'utf8'), 10);

/** Kills a branch's server but not one of its busy sessions, which does not notice; returns the surviving processes. */
async function killServerAlone(branchId: string): Promise<number[]> {
  const address = await branches.find(branchId).hold('old');
  const client = new Client({ ...address, user: ADMIN_ROLE, password: adminPassword, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  const isComputing = once(client, 'notice');
  client.query("DO $$ BEGIN RAISE NOTICE 'computing'; LOOP NULL; END LOOP; END $$").catch(() => {});
  await isComputing;
  const pid = pidOf(branchId);
  process.kill(pid, 'SIGKILL');
  return processesAt(join(branchesDir, branchId)).filter((left) => left !== pid);
}

test.skipIf(process.platform !== 'linux')(
  'surviving processes of a killed server end before its files are moved',
  async () => {
    let left: number[] = [];
    let leftAfterwards: number[] = [];
    await replaceWithOther(async (swap) => {
      left = await killServerAlone('br-main');
      await swap();
      leftAfterwards = processesAt(branchesDir).filter((pid) => left.includes(pid));
    });
    expect(left).not.toEqual([]);
    expect(leftAfterwards).toEqual([]);
  },
);

test('a new server is not mistaken for a leftover of a killed one', async () => {
  let pid = 0;
  await replaceWithOther(async (swap) => {
    await branches.find('br-main').hold('old');
    process.kill(pidOf('br-main'), 'SIGKILL');
    await swap();
    await branches.find('br-main').hold('new');
    pid = pidOf('br-main');
  });
  expect(pidOf('br-main')).toBe(pid);
  expect(() => process.kill(pid, 0)).not.toThrow();
});

function listCopies(): string[] {
  return readdirSync(join(rootDir, 'spares')).filter((name) => name.startsWith(basename(template)));
}

test('a copy of the template that was made in advance becomes the next root branch', async () => {
  copies.prepare(template);
  await expect.poll(listCopies).toHaveLength(1);
  await branches.add('br-second', (branch) =>
    branch.createFrom(template, (admin) => admin.fill([{ name: 'second', password: 'x' }], [])),
  );
  expect(listCopies()).toEqual([]);
  expect(await rolesOf('br-second')).toContain('second');
});

test('the second root branch prepares the next copy of the template, and the first does not', async () => {
  expect(await copies.take(template)).toBeUndefined();
  await branches.add('br-second', (branch) => branch.createFrom(template, (admin) => admin.fill([], [])));
  expect(await copies.take(template)).toContain(join(rootDir, 'spares'));
});

test('a new branch removes the copy of the template if the disk is nearly full', async () => {
  copies.prepare(template);
  const isComplete = (): boolean =>
    listCopies().some((name) => existsSync(join(rootDir, 'spares', name, 'PG_VERSION')));
  await expect.poll(isComplete).toBe(true);
  hasRoom = false;
  await branches.add('br-child', (branch) => branch.createFromBranch(branches.find('br-main')));
  await expect.poll(listCopies).toEqual([]);
  expect(await copies.take(template)).toBeUndefined();
  expect(log).toEqual([]);
});

test('a copy that is being made is stopped at the end, and leaves nothing', async () => {
  copies.prepare(template);
  await copies.close();
  expect(readdirSync(join(rootDir, 'spares'))).toEqual([]);
  expect(log).toEqual([]);
});

test('a template that cannot be copied is logged, and the next root branch copies it itself', async () => {
  copies.prepare(join(rootDir, 'no-template'));
  expect(await copies.take(join(rootDir, 'no-template'))).toBeUndefined();
  expect(log).toEqual([expect.stringMatching(/^No copy of .*no-template was prepared: ENOENT/)]);
});
