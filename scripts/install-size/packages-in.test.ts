import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagesIn } from './packages-in.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-packages-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modules = () => join(folder, 'node_modules');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(modules(), path)), { recursive: true });
  writeFileSync(join(modules(), path), text);
}

const add = (path: string, name: string, license?: unknown) =>
  write(`${path}/package.json`, JSON.stringify({ name, version: '1.0.0', license }));

test('lists packages with and without a scope, and nested ones', () => {
  add('a', 'a', 'MIT');
  add('a/node_modules/b', 'b');
  add('@scope/c', '@scope/c', { type: 'ISC' });
  write('.bin/tool', '#!');
  expect(packagesIn(modules()).map(({ name, license }) => [name, license])).toEqual([
    ['@scope/c', 'ISC'],
    ['a', 'MIT'],
    ['b', undefined],
  ]);
});

test("lists a package in pnpm's store once", () => {
  add('.pnpm/a@1.0.0/node_modules/a', 'a', 'MIT');
  symlinkSync('.pnpm/a@1.0.0/node_modules/a', join(modules(), 'a'));
  expect(packagesIn(modules())).toHaveLength(1);
});

test('a folder without a package.json is not a package', () => {
  write('a/index.js', '');
  expect(packagesIn(modules())).toEqual([]);
});

test('the size of a package is that of its files', () => {
  add('a', 'a');
  write('a/dist/index.js', '12345');
  const manifest = JSON.stringify({ name: 'a', version: '1.0.0' });
  expect(packagesIn(modules()).map(({ sizeBytes }) => sizeBytes)).toEqual([manifest.length + 5]);
});
