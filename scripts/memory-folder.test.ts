import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { isRoomy, removeLeftovers, setup } from './memory-folder.ts';

const PLENTY = 8 * 2 ** 30;
const roomy = {
  platform: 'linux',
  mounts: '/dev/vda / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0\n',
  freeBytes: PLENTY,
  availableBytes: PLENTY,
} as const;
const mountedWith = (options: string): string => `shm /dev/shm tmpfs ${options} 0 0\n`;

test.each([
  ['a roomy file system in memory', {}, true],
  ['another platform', { platform: 'darwin' }, false],
  ['no file system in memory', { mounts: '/dev/vda / ext4 rw 0 0\n' }, false],
  ['a disk at its place', { mounts: '/dev/vda /dev/shm ext4 rw 0 0\n' }, false],
  ['a small file system, as in a container', { freeBytes: 64 * 2 ** 20 }, false],
  ['little memory', { availableBytes: 2 ** 30 }, false],
  ['programs that cannot be run', { mounts: mountedWith('rw,nosuid,noexec') }, false],
  ['a read-only mount', { mounts: mountedWith('ro') }, false],
] as const)('whether tests use memory, with %s', (_, changes, expected) => {
  expect(isRoomy({ ...roomy, ...changes })).toBe(expected);
});

afterEach(() => vi.unstubAllEnvs());

test('a temporary folder that is set is kept', () => {
  const own = mkdtempSync(join(tmpdir(), 'neon-own-'));
  vi.stubEnv('TMPDIR', own);
  try {
    expect(setup()).toBeUndefined();
    expect(tmpdir()).toBe(own);
  } finally {
    rmSync(own, { recursive: true });
  }
});

test.skipIf(process.platform !== 'linux')('folders of killed runs are removed', () => {
  const parent = mkdtempSync(join(tmpdir(), 'neon-leftovers-'));
  // Process ids are below 2^22.
  const [gone, running] = [`neon-tests-${2 ** 23}-a`, `neon-tests-${process.pid}-b`];
  for (const name of [gone, running, 'other']) mkdirSync(join(parent, name));
  try {
    removeLeftovers(parent);
    expect(readdirSync(parent).toSorted()).toEqual([running, 'other']);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
