/**
 * A setup file of Vitest for packages whose test files share a process. A file fails if it leaves a variable, a global, a
 * listener or the working directory other than it found them, because the next file would depend on the order.
 */
import { afterAll, expect } from 'vitest';
import { compareGlobals, readGlobals } from './compare-globals.ts';

const before = readGlobals();

afterAll(() => {
  expect(compareGlobals(before, readGlobals()), 'left behind by this test file').toEqual([]);
});
