import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFile } from './create-file.ts';

let dir = '';
let path = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-create-'));
  path = join(dir, 'file');
});
afterEach(() => rmSync(dir, { recursive: true }));

const failWith = (code: string) => async (): Promise<void> => {
  throw Object.assign(new Error(`${code}: link`), { code });
};

test.each([
  ['hard links', undefined],
  ['the EPERM of exFAT on Linux', failWith('EPERM')],
  ['the ENOTSUP of exFAT on macOS', failWith('ENOTSUP')],
  ['the EISDIR of exFAT on Windows', failWith('EISDIR')],
])('the first of several concurrently created files wins with %s', async (_, link) => {
  const contents = ['one', 'two', 'three'];
  const created = await Promise.all(contents.map((content) => createFile({ path, content, mode: 0o600 }, link)));
  expect(created.filter(Boolean)).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toBe(contents[created.indexOf(true)]);
  expect(readdirSync(dir)).toEqual(['file']);
});

test('another system error is rethrown, and leaves no file', async () => {
  await expect(createFile({ path, content: 'one', mode: 0o600 }, failWith('EIO'))).rejects.toThrow('EIO: link');
  expect(readdirSync(dir)).toEqual([]);
});
