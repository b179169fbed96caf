import { expect, test } from 'vitest';
import { renameWithRetry } from './rename-with-retry.ts';

/** Returns a rename that fails `times` times with `code` before it succeeds. */
function renameThatFails(code: string, times: number) {
  const pauses: number[] = [];
  let attempts = 0;
  const rename = (): void => {
    attempts += 1;
    if (attempts <= times) throw Object.assign(new Error(`${code}: rename`), { code });
  };
  return { pauses, rename, sleep: (ms: number) => void pauses.push(ms) };
}

test.each(['EPERM', 'EACCES', 'EBUSY'])('a rename is retried until a temporary %s error is over', (code) => {
  const system = renameThatFails(code, 4);
  renameWithRetry('a', 'b', system);
  expect(system.pauses).toEqual([10, 10, 20, 40]);
});

test('a rename that keeps failing with EPERM fails within a few seconds', () => {
  const system = renameThatFails('EPERM', Number.POSITIVE_INFINITY);
  expect(() => renameWithRetry('a', 'b', system)).toThrow('EPERM: rename');
  expect(system.pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(5000);
});

test('a rename with a permanent error is not retried', () => {
  const system = renameThatFails('EISDIR', 1);
  expect(() => renameWithRetry('a', 'b', system)).toThrow('EISDIR: rename');
  expect(system.pauses).toEqual([]);
});
