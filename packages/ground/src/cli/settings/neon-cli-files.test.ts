import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readContext, readStoredKey } from './index.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'neon-cli-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(path: string, content: unknown): string {
  const whole = join(home, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, typeof content === 'string' ? content : JSON.stringify(content));
  return whole;
}

describe('the linked folder', () => {
  test('is the nearest folder above that has a .neon file', () => {
    write('work/.neon', { orgId: 'org-a', projectId: 'outer' });
    write('work/shop/.neon', { projectId: 'inner', branch: 'dev' });
    write('work/shop/src/index.ts', '');
    write('work/other/index.ts', '');
    expect(readContext(join(home, 'work/shop/src'), home)).toEqual({ projectId: 'inner', branch: 'dev' });
    expect(readContext(join(home, 'work/other'), home)).toEqual({ projectId: 'outer', orgId: 'org-a' });
  });

  test('is never the home folder or one above it, and invalid files count as empty', () => {
    write('.neon', { projectId: 'of-home' });
    write('a/index.ts', '');
    write('b/.neon', 'not JSON');
    write('c/.neon', { projectId: 7, branch: '' });
    write('d/.neon', 'null');
    for (const folder of ['', 'a', 'b', 'c', 'd']) expect(readContext(join(home, folder), home)).toEqual({});
    expect(readContext('/', undefined)).toEqual({});
  });

  test('can name the branch in the format of older CLI versions', () => {
    write('a/.neon', { projectId: 'p', branchId: 'br-old' });
    expect(readContext(join(home, 'a'), home).branch).toBe('br-old');
  });
});

describe('a stored credential', () => {
  const KEY = { type: 'api_key', api_key: 'napi_secret' };
  const OAUTH = { access_token: 'at', refresh_token: 'rt', expires_at: 1 };
  const read = (profile?: string, env: Readonly<Record<string, string>> = {}) =>
    readStoredKey(profile, { HOME: home, ...env });

  test('is the API key of the only profile', () => {
    expect(read()).toEqual({ kind: 'none' });
    write('.config/neon/credentials.json', KEY);
    expect(read()).toEqual({ kind: 'key', apiKey: 'napi_secret' });
  });

  test('is read from the file of the named profile, also in another folder', () => {
    write('.config/neon/profiles.json', {
      version: 1,
      profiles: {
        DEFAULT: { credentials: '../neonctl/credentials.json' },
        work: { credentials: 'credentials.work.json' },
        ring: { credentials: 'keyring' },
      },
    });
    write('.config/neonctl/credentials.json', OAUTH);
    write('.config/neon/credentials.work.json', KEY);
    expect(read()).toEqual({ kind: 'oauth' });
    expect(read('work')).toEqual({ kind: 'key', apiKey: 'napi_secret' });
    expect(read('ring')).toEqual({ kind: 'keyring' });
    expect(read('none')).toEqual({ kind: 'broken', problem: 'The Neon CLI has no profile "none"' });
  });

  test('is read from the folder that the CLI uses', () => {
    write('old/neonctl/credentials.json', KEY);
    expect(read(undefined, { XDG_CONFIG_HOME: join(home, 'old') }).kind).toBe('key');
    write('own/credentials.json', OAUTH);
    expect(read(undefined, { XDG_CONFIG_HOME: join(home, 'old'), NEON_CONFIG_DIR: join(home, 'own') }).kind).toBe(
      'oauth',
    );
    expect(readStoredKey(undefined, {})).toEqual({ kind: 'none' });
  });

  test('is broken if a file cannot be parsed, and the reason does not quote the file', () => {
    const path = write('.config/neon/credentials.json', '{"api_key": napi_secret');
    expect(read()).toEqual({ kind: 'broken', problem: `${path} cannot be read (it is not JSON)` });
    write('.config/neon/credentials.json', { type: 'api_key' });
    expect(read()).toEqual({ kind: 'broken', problem: `${path} has no api_key` });
  });

  test('is never written: a browser login stays unchanged', () => {
    const path = write('.config/neon/credentials.json', OAUTH);
    const before = readFileSync(path, 'utf8');
    read();
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
