import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileObjects } from './file-objects.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-objects-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const content = Buffer.from('what was uploaded');

test('an object returns its content, and identical content is stored once', () => {
  const store = createFileObjects(dir);
  const digest = store.put(content);
  expect(store.put(content)).toBe(digest);
  expect(store.get(digest)).toEqual(content);
  expect(readdirSync(dir)).toEqual([digest]);
});

test.each<[string, (path: string) => void, string]>([
  ['with another byte', (path) => writeFileSync(path, 'what was Uploaded'), 'is damaged'],
  ['that is cut short', (path) => truncateSync(path, 4), 'is damaged'],
  ['that is missing', (path) => rmSync(path), 'is missing'],
])('a file %s causes an error that names it, until the object is uploaded again', (_, damage, reason) => {
  const store = createFileObjects(dir);
  const digest = store.put(content);
  const path = join(dir, digest);
  damage(path);
  expect(() => store.get(digest)).toThrow(expect.objectContaining({ status: 500, code: 'object_damaged' }));
  expect(() => store.get(digest)).toThrow(reason);
  expect(() => store.get(digest)).toThrow(path);
  store.put(content);
  expect(store.get(digest)).toEqual(content);
});
