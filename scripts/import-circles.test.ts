import { expect, test } from 'vitest';
import { findImportCircles } from './import-circles.ts';
import { gitPaths, readText } from './repository.ts';
import { importsOf } from './source-imports.ts';

const imports = (files: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(files).flatMap(([path, specifiers]) =>
    importsOf({ path, text: specifiers.map((name) => `import type {} from '${name}';`).join('\n') }),
  );

test('there are no import cycles', () => {
  const sources = gitPaths().filter((path) => /\.[cm]?tsx?$/.test(path) && !/\.test(-d)?\.[cm]?tsx?$/.test(path));
  expect(sources.length).toBeGreaterThan(100);
  expect(findImportCircles(sources.map(readText).flatMap(importsOf))).toEqual([]);
});

test('files in a cycle are found, and the error shows the cycle', () => {
  const files = { 'p/src/a.ts': ['./b.ts', 'c'], 'p/src/b.ts': ['./c.ts'], 'p/src/c.ts': ['./d.ts', './b.ts'] };
  expect(findImportCircles(imports(files))).toEqual(['p/src: b.ts → c.ts → b.ts']);
});

test('folders in a cycle are found even if no file is in one', () => {
  const files = { 'p/src/one/a.ts': ['../two/index.ts'], 'p/src/two/deep/b.ts': ['../../one/index.ts'] };
  expect(findImportCircles(imports(files))).toEqual(['p/src: one → two → one']);
});

test('two import paths to one file are not a circle', () => {
  const files = { 'p/a.ts': ['./b.ts', './c.ts'], 'p/b.ts': ['./d.ts'], 'p/c.ts': ['./d.ts'] };
  expect(findImportCircles(imports(files))).toEqual([]);
});
