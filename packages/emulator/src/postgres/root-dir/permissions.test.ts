import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertKeepsPermissions, type FileSystem, judgePermissions, type ProbedFolder } from './permissions.ts';

const KEPT: ProbedFolder = { keepsMode: true, changesOwner: true };
const EXT4: FileSystem = { type: 0xef53, isWsl: false };
const EXFAT: FileSystem = { type: 0x2011bab0, isWsl: false };
const MOUNTED_DRIVE: FileSystem = { type: 0x01021997, isWsl: true };

test.each<[string, ProbedFolder, FileSystem]>([
  ['Linux', KEPT, EXT4],
  ['Linux in WSL', KEPT, { ...EXT4, isWsl: true }],
  ['a Windows drive that is mounted with metadata', KEPT, MOUNTED_DRIVE],
  ['a file system with suitable mount options', KEPT, EXFAT],
])('accepts a file system that keeps permissions: %s', (_, probed, fileSystem) => {
  expect(judgePermissions('/data', probed, fileSystem)).toBeUndefined();
});

test.each<[string, Partial<ProbedFolder>, FileSystem, RegExp]>([
  ['/mnt/c of WSL2', { keepsMode: false }, MOUNTED_DRIVE, /^The folder \/mnt\/c\/data is on a Windows drive that/],
  [
    'exFAT',
    { keepsMode: false },
    EXFAT,
    /^The folder \/mnt\/c\/data is on a file system \(exFAT\) that does not store/,
  ],
  ['exFAT with the wrong owner', { changesOwner: false }, EXFAT, /^The folder .* \(exFAT\) that does not store/],
  ['FAT', { keepsMode: false }, { type: 0x4d44, isWsl: false }, /^The folder .* \(FAT\) that does not store/],
  [
    'an unknown file system',
    { keepsMode: false, changesOwner: false },
    { type: 1, isWsl: false },
    /is on a file system that does not store/,
  ],
  [
    'root without the right to change owners',
    { changesOwner: false },
    EXT4,
    /^As root, .* below \/mnt\/c\/data .*CHOWN/,
  ],
])('refuses %s, and says what to choose', (_, probed, fileSystem, message) => {
  const fault = judgePermissions('/mnt/c/data', { ...KEPT, ...probed }, fileSystem);
  expect(fault).toMatch(message);
  expect(fault).toMatch(/on another file system.*: --data-dir .*TMPDIR .*--postgres off/);
});

test.skipIf(process.platform === 'win32')('probes a real folder and leaves nothing in it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'neon-permissions-'));
  try {
    await assertKeepsPermissions(dir);
    expect(readdirSync(dir)).toEqual([]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
