import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatFootprint, type InstalledPackage, judgeFootprint, listInstalled } from './install-footprint.ts';

const LIMITS = { packages: 2, sizeBytes: 2e6, mayRunScripts: /^postgres$/ };

function installed(name: string, changes: Partial<InstalledPackage> = {}): InstalledPackage {
  return { name, version: '1.0.0', sizeBytes: 1e6, licence: 'MIT', hasInstallScript: false, ...changes };
}

test.each<[string, InstalledPackage[], string[]]>([
  ['the limits', [installed('a'), installed('b')], []],
  [
    'a package too many',
    [installed('a', { sizeBytes: 1 }), installed('b', { sizeBytes: 1 }), installed('c', { sizeBytes: 1 })],
    ['installs 3 packages; the limit is 2'],
  ],
  ['a byte too many', [installed('a', { sizeBytes: 2e6 + 1 })], ['takes 2.0 MB; the limit is 2.0 MB']],
  ['a package without a licence', [installed('a', { licence: undefined })], ['installs a, which states no licence']],
  [
    'an install script',
    [installed('a', { hasInstallScript: true })],
    ['installs a, which runs a script on installation'],
  ],
  ['the install script that is allowed', [installed('postgres', { hasInstallScript: true })], []],
])('an installation with %s is judged', (_, packages, complaints) => {
  expect(judgeFootprint(packages, LIMITS)).toEqual(complaints);
});

let modules: string;
beforeEach(() => {
  modules = mkdtempSync(join(tmpdir(), 'neon-api-footprint-'));
});
afterEach(() => rmSync(modules, { recursive: true, force: true }));

function writePackage(name: string, manifest: object, fileBytes = 1): string {
  const folder = join(modules, 'node_modules', name);
  mkdirSync(join(folder, 'lib'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
  writeFileSync(join(folder, 'lib/index.js'), 'x'.repeat(fileBytes));
  return folder;
}

test('dependencies of dependencies count once, and optional ones only where they are installed', () => {
  const root = writePackage('root', {
    license: 'MIT',
    dependencies: { a: '1', b: '1' },
    optionalDependencies: { postgres: '1', 'postgres-elsewhere': '1' },
  });
  writePackage('a', { license: 'MIT', dependencies: { b: '1' } });
  writePackage('b', {}, 4097);
  writePackage('postgres', { license: 'MIT', scripts: { postinstall: 'true' } });
  const found = listInstalled(root, root, new Map());
  expect(found.map(({ name, licence, hasInstallScript }) => [name, licence, hasInstallScript])).toEqual([
    ['root', 'MIT', false],
    ['a', 'MIT', false],
    ['b', undefined, false],
    ['postgres', 'MIT', true],
  ]);
  // Two folders, the manifest, and a file of one block: 16 kB; b has a block more.
  expect(found.map(({ sizeBytes }) => sizeBytes / 4096)).toEqual([4, 4, 5, 4]);
  expect(formatFootprint(found)).toBe('4 packages, 0.1 MB');
});

test('a missing dependency is an error', () => {
  const root = writePackage('root', { dependencies: { missing: '1' } });
  expect(() => listInstalled(root, root, new Map())).toThrow('missing, a dependency of root@1.0.0, is not installed.');
});
