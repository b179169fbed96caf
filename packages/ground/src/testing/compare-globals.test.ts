import { expect, test } from 'vitest';
import { compareGlobals, readGlobals } from './compare-globals.ts';

const listener = (): void => {};
const { fetch } = globalThis;

test.each<[string, () => void, () => void]>([
  [
    'the variable LEFT_BEHIND',
    () => {
      process.env.LEFT_BEHIND = '1';
    },
    () => {
      delete process.env.LEFT_BEHIND;
    },
  ],
  [
    'globalThis.fetch',
    () => {
      globalThis.fetch = async () => new Response();
    },
    () => {
      globalThis.fetch = fetch;
    },
  ],
  [
    'globalThis.leftBehind',
    () => Object.assign(globalThis, { leftBehind: 1 }),
    () => Reflect.deleteProperty(globalThis, 'leftBehind'),
  ],
  ['the listeners of "SIGUSR2"', () => process.on('SIGUSR2', listener), () => process.off('SIGUSR2', listener)],
])('%s is found, and is gone when it is restored', (name, change, restore) => {
  const before = readGlobals();
  change();
  const found = compareGlobals(before, readGlobals());
  restore();
  expect(found).toEqual([name]);
  expect(compareGlobals(before, readGlobals())).toEqual([]);
});
