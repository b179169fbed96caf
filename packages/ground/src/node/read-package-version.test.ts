import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPackageVersion } from './read-package-version.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-ground-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['index.js', 'dist/index.js', 'dist/chunks/deep/chunk.js'])(
  'a module at %s finds its own package',
  (path) => {
    const manifest = { name: '@a/b', version: '1.2.3', exports: { './package.json': './package.json' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    mkdirSync(join(folder, path, '..'), { recursive: true });
    expect(readPackageVersion('@a/b', pathToFileURL(join(folder, path)).href)).toBe('1.2.3');
  },
);
