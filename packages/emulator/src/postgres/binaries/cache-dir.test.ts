import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CacheOwner, ensureCacheDir, listCacheDirs, openFirstCacheDir } from './cache-dir.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const ME: CacheOwner = { platform: 'linux', env: {}, uid: 1000, home: '/home/me', tmp: '/tmp' };

test.each<[string, CacheOwner, string[]]>([
  ['root', { ...ME, uid: 0 }, ['/var/tmp/neon-emulator', '/tmp/neon-emulator-cache-0']],
  ['Linux', ME, ['/home/me/.cache/neon-emulator', '/tmp/neon-emulator-cache-1000']],
  ['macOS', { ...ME, platform: 'darwin' }, ['/home/me/Library/Caches/neon-emulator', '/tmp/neon-emulator-cache-1000']],
  [
    'a user who sets XDG_CACHE_HOME',
    { ...ME, env: { XDG_CACHE_HOME: '/x' } },
    ['/x/neon-emulator', '/tmp/neon-emulator-cache-1000'],
  ],
  ['a user without a home directory', { ...ME, home: undefined }, ['/tmp/neon-emulator-cache-1000']],
])('lists the cache folders of %s', (_, owner, dirs) => {
  expect(listCacheDirs(owner)).toEqual(dirs);
});

describe('openFirstCacheDir', () => {
  test('uses the next folder if the first one cannot be created', async () => {
    writeFileSync(join(dir, 'file'), '');
    const next = join(dir, 'next');
    expect(await openFirstCacheDir([join(dir, 'file', 'cache'), next])).toBe(next);
  });

  test('names the setting to change if no folder can be created', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(openFirstCacheDir([join(dir, 'file', 'cache')])).rejects.toThrow(
      /The cache folder for Postgres cannot be created \(ENOTDIR.*set TMPDIR/,
    );
  });
});

test('refuses a cache folder that other users can write to', async () => {
  const cacheDir = join(dir, 'open');
  await ensureCacheDir(cacheDir);
  chmodSync(cacheDir, 0o777);
  await expect(openFirstCacheDir([cacheDir, join(dir, 'next')])).rejects.toThrow(`The cache folder ${cacheDir} is not`);
});

test.skipIf(process.getuid?.() !== 0)('as root, opens a cache folder that was made under umask 077', async () => {
  const cacheDir = join(dir, 'closed');
  mkdirSync(cacheDir, { mode: 0o700 });
  await ensureCacheDir(cacheDir);
  expect(statSync(cacheDir).mode & 0o777).toBe(0o755);
});
