import { execFileSync } from 'node:child_process';
import { describe, expect, inject, test } from 'vitest';
import { bundledNames } from './bundled-names.ts';

test.each([
  ['// ../../node_modules/.pnpm/a@1.0.0/node_modules/a/index.js', ['a']],
  ['  // node_modules/@scope/b/dist/index.mjs', ['@scope/b']],
  ['// ../ground/src/redact.ts', []],
  ['const path = "node_modules/a/index.js";', []],
])('in the bundle %j, bundledNames finds %j', (code, names) => {
  expect(bundledNames(code)).toEqual(names);
});

describe.each(inject('tarballs'))('the tarball of $name', ({ path, files }) => {
  const read = (wanted: RegExp): string => {
    const names = files.filter((file) => wanted.test(file)).map((file) => `package/${file}`);
    if (names.length === 0) return '';
    return execFileSync('tar', ['-xzOf', path, ...names], { encoding: 'utf8', maxBuffer: 2 ** 27 });
  };

  test('contains the licence of every package that is bundled into it', () => {
    const notice = read(/THIRD-PARTY-NOTICE\.txt$/);
    const missing = bundledNames(read(/\.[cm]?js$/)).filter((name) => !notice.includes(`${name} `));
    expect(missing).toEqual([]);
  });
});
