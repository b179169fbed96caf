import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measureModules } from './measure-modules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-measure-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, bytes: number): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), 'x'.repeat(bytes));
}

test('counts packages with and without a scope, and nested ones', () => {
  write('node_modules/a/package.json', 10);
  write('node_modules/a/dist/index.js', 5);
  write('node_modules/a/node_modules/b/package.json', 10);
  write('node_modules/@scope/c/package.json', 10);
  write('node_modules/.bin/tool', 1);
  expect(measureModules(join(folder, 'node_modules'))).toEqual({ packageCount: 3, sizeBytes: 36 });
});

test("counts a package in pnpm's store once", () => {
  write('node_modules/.pnpm/a@1.0.0/node_modules/a/package.json', 10);
  symlinkSync('.pnpm/a@1.0.0/node_modules/a', join(folder, 'node_modules/a'));
  expect(measureModules(join(folder, 'node_modules'))).toEqual({ packageCount: 1, sizeBytes: 10 });
});
