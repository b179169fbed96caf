import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran } from '@neon-api/ground/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../test/run-command.ts';
import { type ProjectInUse, useProject } from '../../test/use-neon.ts';
import { ensureBranch } from '../branches/index.ts';

let inUse: ProjectInUse;
let home: string;
useProject({ postgres: 'off', name: 'shop' }, async (project) => {
  inUse = project;
});
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'neon-home-'));
});
afterAll(() => rmSync(home, { recursive: true }));

interface Place {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

function run(args: readonly string[], { env = {}, cwd = '/' }: Place = {}): Promise<Ran> {
  const { apiKey, apiUrl } = inUse.emulated;
  return runCommand(args, { env: { NEON_API_KEY: apiKey, NEON_API_BASE_URL: apiUrl, HOME: home, ...env }, cwd });
}

function link(folder: string, context: object): string {
  const path = join(home, folder);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, '.neon'), JSON.stringify(context));
  return path;
}

describe('the project', () => {
  test('comes from --project, NEON_PROJECT_ID or the linked folder, as a name or an id', async () => {
    const { projectId } = inUse.place;
    const linked = { cwd: link('linked', { projectId }) };
    const shown = (await run(['tree', '--project', projectId])).out;
    expect(shown).toContain('main (br-');
    expect((await run(['tree', '--project', 'shop'])).out).toBe(shown);
    expect((await run(['tree'], { env: { NEON_PROJECT_ID: 'shop' } })).out).toBe(shown);
    expect((await run(['tree'], linked)).out).toBe(shown);
    expect((await run(['tree'], { ...linked, env: { NEON_PROJECT_ID: 'none' } })).err).toContain('"none"');
    expect((await run(['tree', '--project', 'other'], linked)).err).toContain('name or id "other"');
    expect(await run(['tree'])).toMatchObject({ code: 2, err: expect.stringContaining('Missing --project') });
  });

  test('uses the branch of the linked folder, unless --project names another project', async () => {
    const { neon, place } = inUse;
    const { projectId } = place;
    const { value: dev } = await ensureBranch(neon, { projectId, name: 'dev' });
    const json = async (args: readonly string[], context: object): Promise<object> =>
      JSON.parse((await run(['uris', '--json', ...args], { cwd: link('pinned', context) })).out);
    expect(await json([], { projectId, branch: 'dev' })).toMatchObject({ branchId: dev.id });
    expect(await json(['--branch', 'main'], { projectId, branch: 'dev' })).toMatchObject({ branchId: place.branchId });
    expect(await json(['--project', 'shop'], { projectId: 'other', branch: 'dev' })).toMatchObject({
      branchId: place.branchId,
    });
  });
});

describe('the key', () => {
  test('of an emulator is never sent to a remote host, and the message explains why', async () => {
    for (const env of [{ NEON_API_BASE_URL: undefined }, { NEON_API_BASE_URL: 'https://neon.example.com/api/v2' }]) {
      const { code, out, err } = await run(['projects', 'delete', 'shop', '--yes'], { env });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(
        /key of an emulator, but the host is (console\.neon\.tech|neon\.example\.com)\. Set NEON_API_BASE_URL/,
      );
      expect(err).not.toContain(inUse.emulated.apiKey);
    }
  });

  test('is missing if the Neon CLI only has a browser login', async () => {
    const folder = join(home, '.config/neon');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'credentials.json'), JSON.stringify({ access_token: 'at-secret', refresh_token: 'rt' }));
    const { code, err } = await run(['tree', '--project', 'shop'], {
      env: { NEON_API_KEY: undefined, NEON_API_BASE_URL: undefined },
    });
    expect(code).toBe(2);
    expect(err).toMatch(/refreshed only once.*Create an API key at https:/);
    expect(err).not.toContain('at-secret');
    rmSync(folder, { recursive: true });
  });

  test('and the URL are checked, and messages name flags and variables', async () => {
    const errorOf = async (env: NonNullable<Place['env']>, ...args: string[]): Promise<string> =>
      (await run(['tree', '--project', 'shop', ...args], { env })).err;
    expect(await errorOf({ NEON_API_KEY: 'a b' })).toBe(
      'neon-helpers: NEON_API_KEY must be set, in printable ASCII without spaces.\n',
    );
    expect(await errorOf({ NEON_API_KEY: 'mine' }, '--base-url', 'http://example.com')).toMatch(
      /--base-url or NEON_API_BASE_URL must be https/,
    );
    expect(await errorOf({ NEON_API_BASE_URL: 'nonsense' })).toMatch(/NEON_API_BASE_URL is not a URL/);
  });
});

describe('the host', () => {
  test.each([
    [['projects', 'delete', 'shop'], true],
    [['cleanup', '--prefix', 'x/'], true],
    [['cleanup', '--prefix', 'x/', '--yes'], true],
    [['preview', 'remove', '9', '--yes'], true],
    [['preview', 'ensure', '9', '--reset'], true],
    [['rotate', 'key', '--old-id', '1', '--name', 'n', '--store', 'true', '--verify', 'true', '--yes'], true],
    [['preview', 'ensure', '9'], false],
    [['preview', 'list'], false],
    [['tree'], false],
    [['projects', 'list'], false],
  ])('%j prints it first: %s', async (args, isNamed) => {
    const { err } = await run(args, { env: { NEON_PROJECT_ID: 'shop' } });
    const { host } = new URL(inUse.emulated.apiUrl);
    expect(err.startsWith(`Host: ${host}\n`)).toBe(isNamed);
  });
});
