import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureCacheDir } from './cache-dir.ts';
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
  it('makes links and programs work, also when several unpack at once, and leaves nothing aside', async () => {
    const target = join(dir, 'cache', 'postgres');
    await Promise.all([1, 2, 3, 4].map(() => unpackBinaries(join(dir, 'native'), target)));
    expect(readdirSync(join(dir, 'cache'))).toEqual(['postgres']);
    expect(readFileSync(join(target, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    expect(readdirSync(join(target, 'lib')).sort()).toEqual(['libpq.so.5', 'libpq.so.5.17']);
    expect(statSync(join(target, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
  });

  it('leaves nothing when it fails', async () => {
    const target = join(dir, 'cache', 'postgres');
    await expect(unpackBinaries(join(dir, 'absent'), target)).rejects.toThrow('ENOENT');
    expect(readdirSync(join(dir, 'cache'))).toEqual([]);
  });
});

it('refuses a cache folder that others may write to', async () => {
  const cacheDir = join(dir, 'open');
  await ensureCacheDir(cacheDir);
  chmodSync(cacheDir, 0o777);
  await expect(ensureCacheDir(cacheDir)).rejects.toThrow(`The cache folder ${cacheDir} is not`);
});

it('says which program cannot be run', async () => {
  const binDir = join(dir, 'native', 'bin');
  await expect(inspectBinaries('embedded', binDir)).rejects.toThrow(
    `Postgres cannot be run: ${join(binDir, 'initdb')}`,
  );
});
