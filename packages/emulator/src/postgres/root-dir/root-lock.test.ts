import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockRoot } from './root-lock.ts';

let dir: string;
let lockFile: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-test-'));
  lockFile = join(dir, 'lock');
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('lockRoot', () => {
  it('lets one of many in, and the next when that one is done', async () => {
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lockRoot(lockFile)));
    const held = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(held).toHaveLength(1);
    await expect(lockRoot(lockFile)).rejects.toThrow(`in use by another emulator (process ${process.pid}`);
    await held[0]?.release();
    expect(readdirSync(dir)).toEqual([]);
    await (await lockRoot(lockFile)).release();
  });

  it.each([
    ['of a process that is gone', '999999999 1 x'],
    ['that makes no sense', ''],
    ['of an earlier process with the same id', `${process.pid} 1 x`],
  ])('takes over a lock %s, once', async (_, content) => {
    writeFileSync(lockFile, content);
    const tries = await Promise.allSettled([lockRoot(lockFile), lockRoot(lockFile)]);
    expect(tries.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readdirSync(dir)).toEqual(['lock']);
  });
});
