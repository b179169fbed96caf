import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renamePauseMs, renameUnlessTaken, renameWithRetry, renameWithRetrySync } from './rename-with-retry.ts';

test.each([
  ['EPERM', 0, 10],
  ['EACCES', 0, 10],
  ['EBUSY', 50, 50],
  ['EBUSY', 3000, 200],
  ['EBUSY', 4000, undefined],
  ['ENOENT', 0, undefined],
  ['ENOSPC', 0, undefined],
  ['EXDEV', 0, undefined],
  [undefined, 0, undefined],
])('after %s and %i ms of waiting the pause is %s', (code, waitedMs, pauseMs) => {
  expect(renamePauseMs(code, waitedMs)).toBe(pauseMs);
});

/** A file system whose rename fails with these codes in turn, and then works. */
function systemThatFails(codes: readonly string[], isTaken = false) {
  const pauses: number[] = [];
  let attempts = 0;
  const attempt = (): void => {
    const code = codes[attempts];
    attempts += 1;
    if (code !== undefined) throw Object.assign(new Error(`${code}: rename`), { code });
  };
  return {
    pauses,
    attempts: () => attempts,
    rename: async () => attempt(),
    renameSync: attempt,
    exists: () => isTaken,
    sleep: (ms: number) => pauses.push(ms),
    clock: { now: () => 0, sleep: async (ms: number) => void pauses.push(ms) },
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

describe('a rename of something that another process briefly has open', () => {
  test.each(['EPERM', 'EACCES', 'EBUSY'])('succeeds after it first fails with %s', async (code) => {
    const system = systemThatFails([code, code, code]);
    await renameWithRetry('a', 'b', system);
    expect([system.attempts(), system.pauses]).toEqual([4, [10, 10, 20]]);
    const other = systemThatFails([code, code]);
    expect(await renameUnlessTaken('a', 'b', other)).toBe(true);
    const third = systemThatFails([code]);
    renameWithRetrySync('a', 'b', { rename: third.renameSync, sleep: third.sleep });
    expect([other.attempts(), third.attempts(), third.pauses]).toEqual([3, 2, [10]]);
  });

  test('fails with the system error if that lasts longer than a few seconds', async () => {
    const system = systemThatFails(Array.from({ length: 1000 }, () => 'EBUSY'));
    await expect(renameWithRetry('a', 'b', system)).rejects.toThrow('EBUSY: rename');
    expect(sumOf(system.pauses)).toBeGreaterThanOrEqual(4000);
    expect(sumOf(system.pauses)).toBeLessThan(5000);
  });

  test('is not retried if a retry cannot help', async () => {
    const system = systemThatFails(['ENOENT']);
    await expect(renameWithRetry('a', 'b', system)).rejects.toThrow('ENOENT: rename');
    expect(system.pauses).toEqual([]);
  });
});

describe('a rename of a folder to a name that another process has taken', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'neon-rename-'));
    mkdirSync(join(dir, 'from'));
    mkdirSync(join(dir, 'to'));
    writeFileSync(join(dir, 'to', 'theirs'), '');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('leaves the existing folder, and reports it', async () => {
    expect(await renameUnlessTaken(join(dir, 'from'), join(dir, 'to'))).toBe(false);
    expect(readdirSync(join(dir, 'to'))).toEqual(['theirs']);
  });

  test.each(['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'])('is not retried when it fails with %s', async (code) => {
    const system = systemThatFails([code], true);
    expect(await renameUnlessTaken('from', 'to', system)).toBe(false);
    expect(system.attempts()).toBe(1);
  });
});
