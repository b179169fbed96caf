import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from './make-folders.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-ground-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const posixTest = test.skipIf(process.platform === 'win32');

posixTest('creates the missing folders with the mode, and returns the first', () => {
  expect(makeFolders(join(folder, 'a/b/c'), 0o700)).toBe(join(folder, 'a'));
  for (const path of ['a', 'a/b', 'a/b/c']) expect(statSync(join(folder, path)).mode & 0o777).toBe(0o700);
  expect(makeFolders(join(folder, 'a/b/c'), 0o755)).toBeUndefined();
  expect(statSync(join(folder, 'a/b/c')).mode & 0o777).toBe(0o700);
});

test('accepts a link to a folder', () => {
  symlinkSync(makeFolders(join(folder, 'real')) ?? '', join(folder, 'link'), 'junction');
  expect(makeFolders(join(folder, 'link'))).toBeUndefined();
  expect(makeFolders(join(folder, 'link/inner'))).toBe(join(folder, 'link/inner'));
});

test('fails on a file and below one', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolders(join(folder, 'file'))).toThrow('EEXIST');
  expect(() => makeFolders(join(folder, 'file/inner'))).toThrow(/ENOTDIR|ENOENT/);
});

test.skipIf(process.platform !== 'linux').each(['/proc/neon', '/proc/neon/data', '/sys/neon/a/b'])(
  'fails on %s, which cannot exist, instead of never returning',
  (path) => {
    expect(() => makeFolders(path)).toThrow(/ENOENT|EACCES|EPERM|EROFS/);
  },
);
