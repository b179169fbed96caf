import { expect, test } from 'vitest';
import { findLongCode } from './long-code.ts';
import { gitPaths, readText } from './repository.ts';

test('no file is longer than 300 lines, and no function is longer than 80', () => {
  const paths = gitPaths().filter((path) => /\.(?:ts|tsx|js|mjs)$/.test(path));
  expect(paths.length).toBeGreaterThan(1000);
  expect(paths.map(readText).flatMap(findLongCode)).toEqual([]);
});

const lines = (count: number): string => 'x();\n'.repeat(count);

test('a long file and a long function are found', () => {
  expect(findLongCode({ path: 'a.ts', text: lines(301) })).toEqual(['a.ts has 301 lines']);
  const text = `function f() {\n${lines(79)}}\n`;
  expect(findLongCode({ path: 'a.ts', text })).toEqual(['a.ts:1 is a function of 81 lines']);
  expect(findLongCode({ path: 'a.ts', text: `const f = () => {\n${lines(79)}};\n` })).toHaveLength(1);
});

test('a describe may be long', () => {
  expect(findLongCode({ path: 'a.ts', text: `describe('f', () => {\n${lines(90)}});\n` })).toEqual([]);
  expect(findLongCode({ path: 'a.ts', text: `describe.each([1])('f', () => {\n${lines(90)}});\n` })).toEqual([]);
});
