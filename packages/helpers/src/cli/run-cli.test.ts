import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createNeonClient, type NeonCaller } from '@neon-api/client';
import { createApiKey, listApiKeys } from '@neon-api/client/operations';
import { startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../../test/emulated-neon.ts';
import { runCommand, startCommand } from '../../test/run-command.ts';
import { ensureBranch, findBranch } from '../branches/index.ts';
import { connectionUris } from '../connections/index.ts';
import { provisionProject } from '../projects/index.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

let emulator: Awaited<ReturnType<typeof startEmulator>>;
let neon: NeonCaller;
let projectId: string;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, postgresPort: 0, speed: 'instant', strict: true });
  neon = createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId });
  projectId = (await provisionProject(neon)).project.id;
  folder = mkdtempSync(join(tmpdir(), 'helpers-cli-'));
}, 60_000);
afterAll(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runCommand(args, { env: environment() });

function environment() {
  return {
    NEON_API_KEY: emulator.apiKey,
    NEON_API_BASE_URL: emulator.apiUrl,
    NEON_ORG_ID: emulator.orgId,
    NEON_PROJECT_ID: projectId,
  };
}

// Node reads some options as its own wherever they appear, such as --env-file.
test('the installed command receives all its flags', async () => {
  const path = join(folder, 'process.env');
  const env = {
    ...process.env,
    NEON_API_KEY: emulator.apiKey,
    NEON_API_BASE_URL: emulator.apiUrl,
    NEON_ORG_ID: emulator.orgId,
  };
  const args = [CLI, 'uris', '--project', projectId, '--write-env', path];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  expect(stdout).toContain(path);
  expect(readFileSync(path, 'utf8')).toContain('DATABASE_URL=');
});

const branchNamed = (name: string) => findBranch(neon, { projectId, name });

describe('preview', () => {
  test('creates, lists and removes a branch, but removes it only with --yes', async () => {
    const envFile = join(folder, 'preview.env');
    writeFileSync(envFile, '', { mode: 0o644 });
    const made = await run('preview', 'ensure', '42', '--write-env', envFile, '--json');
    expect(made.code).toBe(0);
    const branch = await branchNamed('preview/42');
    expect(JSON.parse(made.out)).toMatchObject({ branchId: branch?.id, created: true, name: 'preview/42' });
    expect(made.out).not.toContain('npg_');
    const [, uri = ''] = /DATABASE_URL_UNPOOLED='(.*)'/.exec(readFileSync(envFile, 'utf8')) ?? [];
    expect(await query(uri, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    expect((await run('preview', 'list')).out).toContain(`42  ${branch?.id}  expires 20`);

    expect((await run('preview', 'remove', '42')).out).toContain('Nothing was deleted. Pass --yes');
    expect(await branchNamed('preview/42')).toBeDefined();
    expect((await run('preview', 'remove', '42', '--yes')).out).toBe(`Deleted ${branch?.id}.\n`);
    expect(await branchNamed('preview/42')).toBeUndefined();
    expect(await run('preview', 'remove', '42', '--yes')).toMatchObject({
      code: 0,
      out: 'Nothing to delete.\n',
    });
  });
});

describe('cleanup', () => {
  test('shows the plan, and applies it with --yes', async () => {
    for (const key of [1, 2]) await ensureBranch(neon, { projectId, name: `preview/${key}`, compute: false });
    const rules = ['cleanup', '--prefix', 'preview/', '--open-keys', '2'];
    const plan = await run(...rules);
    expect(plan.out).toMatch(/delete +preview\/1 /);
    expect(plan.out).toMatch(/keep +preview\/2 /);
    expect(await branchNamed('preview/1')).toBeDefined();
    const done = JSON.parse((await run(...rules, '--yes', '--json')).out);
    expect(done).toMatchObject({ applied: true, results: [{ outcome: 'deleted', name: 'preview/1' }] });
    expect(await branchNamed('preview/1')).toBeUndefined();
    expect(await branchNamed('preview/2')).toBeDefined();
  });

  test.each([
    ['--prefix', ''],
    ['--open-keys', '', '--prefix', 'preview/'],
    ['--expiry', 'maybe'],
    ['--older-than', '7'],
    [],
  ])('refuses empty, invalid and missing rules: %s %s', async (...rules) => {
    const { code, out, err } = await run('cleanup', ...rules, '--yes');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^neon-helpers: .+\n$/);
    expect(await branchNamed('preview/2')).toBeDefined();
  });
});

describe('uris and tree', () => {
  test('print working URIs and the tree of branches', async () => {
    const { out } = await run('uris', '--branch', 'main', '--json');
    const { direct } = JSON.parse(out);
    expect(await query(direct, 'select current_database()::text as name')).toEqual([{ name: 'neondb' }]);
    expect((await run('uris')).out).toMatch(/^DATABASE_URL='postgresql:.*'\nDATABASE_URL_UNPOOLED='postgresql:.*'\n$/);
    for (const name of ['mian', 'preview/9']) {
      expect((await run('uris', '--branch', name)).err).toContain(`no branch with the name or id "${name}"`);
    }
    const { out: drawn } = await run('tree');
    expect(drawn).toMatch(/^main \(br-.*default\)\n└─ preview\/2 \(/);
    expect(JSON.parse((await run('tree', '--json')).out)).toMatchObject([
      { name: 'main', default: true, children: [{ name: 'preview/2', children: [] }] },
    ]);
  });
});

describe('rotate', () => {
  const password = ['rotate', 'password', '--role', 'neondb_owner'];
  const probe = `node -e "process.exit(process.env.DATABASE_URL?.includes(process.env.PGPASSWORD) ? 0 : 1)"`;

  test('changes nothing without --yes', async () => {
    const before = (await run('uris')).out;
    const { code, out } = await run(...password, '--store', 'false', '--verify', 'false');
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing was changed. Pass --yes')]);
    expect((await run('uris')).out).toBe(before);
  });

  test('passes the new password to the shell commands in their environment, and never prints it', async () => {
    const before = (await run('uris')).out;
    const envFile = join(folder, 'role.env');
    const { code, out, err } = await run(...password, '--write-env', envFile, '--verify', probe, '--yes');
    expect([code, err]).toEqual([0, expect.not.stringContaining('npg_')]);
    expect(out).toMatch(/^Replaced the password of neondb_owner on br-\S+\.\n$/);
    const after = (await run('uris')).out;
    expect(after).not.toBe(before);
    expect(readFileSync(envFile, 'utf8')).toBe(after);
  });

  test('exits with 3 if the new password could not be stored', async () => {
    const { code, err } = await run(...password, '--store', 'exit 7', '--verify', probe, '--yes');
    expect([code, err]).toEqual([3, expect.stringContaining('what you stored before no longer works')]);
    expect(err).not.toContain('npg_');
  });

  test('replaces an API key', async () => {
    const { id } = await createApiKey(neon, { body: { key_name: 'old' } });
    const store = `node -e "require('fs').writeFileSync(process.argv[1], process.env.NEON_API_KEY)" ${join(folder, 'key')}`;
    const verify = `node -e "process.exit(process.env.NEON_API_KEY ? 0 : 1)"`;
    const key = ['rotate', 'key', '--old-id', String(id), '--name', 'new', '--store', store, '--verify', verify];
    expect((await run(...key, '--yes')).code).toBe(0);
    const apiKey = readFileSync(join(folder, 'key'), 'utf8');
    const keys = await listApiKeys(createNeonClient({ apiKey, baseUrl: emulator.apiUrl }));
    expect(keys.map(({ name }) => name)).toEqual(['new']);
    expect(await run(...key, '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining(`API key ${id} does not exist`),
    });
  });
});

describe('the command', () => {
  test('prints help and its version', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const name of ['preview', 'cleanup', 'uris', 'tree', 'rotate'])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect((await run('cleanup', '--help')).out).toContain('--older-than');
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  test.each([
    [['prewiev'], 'Unknown command "prewiev". Did you mean preview? See --help.'],
    [['tree', '--jsn'], 'Unknown flag --jsn. Did you mean --json? See --help.'],
    [['tree', '--depth', '2'], 'Unknown flag --depth. See --help.'],
    [['completion', 'bsh'], 'completion: expected bash, zsh or fish. Did you mean bash?'],
    [['projects', 'delete'], 'projects: expected list, create NAME or delete NAME_OR_ID.'],
    [['projects', 'create', 'x', '--pg-version', 'new'], '--pg-version must be a whole number'],
    [['tree', 'main'], 'Unexpected argument "main"'],
    [['preview', 'remove'], 'preview: expected'],
    [['rotate', 'password'], 'Missing --role'],
  ])('%s exits with 2 and says why', async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
  });

  test('exits with 1 if Neon refuses, and with 130 if it is interrupted', async () => {
    const env = { ...environment(), NEON_API_KEY: 'wrong' };
    expect(await runCommand(['tree'], { env })).toMatchObject({ code: 1, out: '' });
    const { process: stoppable, ended } = startCommand(['tree'], { env: environment() });
    stoppable.emit('SIGINT');
    expect((await ended).code).toBe(130);
    expect(stoppable.listenerCount('SIGINT')).toBe(0);
  });
});

describe('diff', () => {
  test('shows how the schema of a branch differs from its parent or another branch', async () => {
    const { value: branch } = await ensureBranch(neon, { projectId, name: 'migrated' });
    expect((await run('diff', '--branch', 'migrated')).out).toBe('The schemas are the same.\n');
    const { direct } = await connectionUris(neon, { projectId, branchId: branch.id });
    await query(direct, 'create table orders (id integer)');
    const { code, out } = await run('diff', '--branch', branch.id, '--base', 'main', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ same: false, changes: [{ change: 'added', table: 'public.orders' }] });
    expect((await run('diff', '--branch', 'migrated', '--sql')).out).toContain('\n+CREATE TABLE public.orders');
    expect((await run('diff')).code).toBe(2);
  });
});
