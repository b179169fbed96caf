import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectBinaries } from './inspect-binaries.ts';
import { unpackBinaries } from './unpack-binaries.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-test-'));
  mkdirSync(join(dir, 'native', 'bin'), { recursive: true });
  mkdirSync(join(dir, 'native', 'lib'));
  writeFileSync(join(dir, 'native', 'bin', 'postgres'), '#!/bin/sh\necho nothing\n', { mode: 0o644 });
  writeFileSync(join(dir, 'native', 'lib', 'libpq.so.5.17'), 'library');
  writeFileSync(join(dir, 'native', 'lib', 'libpq.a'), 'archive');
  const links = [{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(dir, 'native', 'pg-symlinks.json'), JSON.stringify(links));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('unpackBinaries', () => {
  test('makes links and programs work when several processes unpack at once, and leaves no temporary folder', async () => {
    const target = join(dir, 'cache', 'postgres');
    await Promise.all([1, 2, 3, 4].map(() => unpackBinaries(join(dir, 'native'), target)));
    expect(readdirSync(join(dir, 'cache'))).toEqual(['postgres']);
    expect(readFileSync(join(target, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    expect(readdirSync(join(target, 'lib')).sort()).toEqual(['libpq.so.5', 'libpq.so.5.17']);
    expect(statSync(join(target, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
  });

  describe.skipIf(process.getuid?.() !== 0)('as root, who runs Postgres as another user', () => {
    const modesOf = (target: string): string[] =>
      ['.', 'bin', 'bin/postgres', 'lib', 'lib/libpq.so.5.17'].map((name) =>
        (statSync(join(target, name)).mode & 0o777).toString(8),
      );
    const close = (parent: string): void => {
      for (const name of ['.', 'bin', 'lib']) chmodSync(join(parent, name), 0o700);
      for (const name of ['bin/postgres', 'lib/libpq.so.5.17']) chmodSync(join(parent, name), 0o600);
    };

    test('lets everyone read a package that was installed under umask 077', async () => {
      const target = join(dir, 'cache', 'postgres');
      close(join(dir, 'native'));
      await unpackBinaries(join(dir, 'native'), target);
      expect(modesOf(target)).toEqual(['755', '755', '755', '755', '644']);
    });

    test('repairs a copy of such a package that an earlier version unpacked', async () => {
      const target = join(dir, 'cache', 'postgres');
      await unpackBinaries(join(dir, 'native'), target);
      close(target);
      chmodSync(join(target, 'bin', 'postgres'), 0o700);
      await unpackBinaries(join(dir, 'native'), target);
      expect(modesOf(target)).toEqual(['755', '755', '755', '755', '644']);
    });
  });

  test('leaves nothing behind when it fails', async () => {
    const target = join(dir, 'cache', 'postgres');
    await expect(unpackBinaries(join(dir, 'absent'), target)).rejects.toThrow('ENOENT');
    expect(readdirSync(join(dir, 'cache'))).toEqual([]);
  });
});

test('names the program that does not run', async () => {
  const binDir = join(dir, 'native', 'bin');
  await expect(inspectBinaries('embedded', binDir, 'the package x')).rejects.toThrow(
    `${join(binDir, 'initdb')} of the package x does not exist. Reinstall it`,
  );
});
