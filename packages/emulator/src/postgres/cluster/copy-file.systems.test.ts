import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CopySystem, createCopyFile } from './copy-file.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-copy-'));
  for (const name of ['one', 'two', 'three']) writeFileSync(join(dir, name), `content of ${name}`);
});
afterEach(() => rmSync(dir, { recursive: true }));

const failWith = (code: string): never => {
  throw Object.assign(new Error(`${code}: copyfile`), { code });
};

/** A file system that clones like APFS, or not at all; counts the clones. */
function macOs(canClone: boolean) {
  const clones: string[] = [];
  const system: CopySystem = {
    platform: 'darwin',
    isRoot: false,
    clone(from, to) {
      if (!canClone) failWith('ENOTSUP');
      if (!existsSync(from)) failWith('ENOENT');
      if (existsSync(to)) failWith('EEXIST');
      copyFileSync(from, to);
      clones.push(to);
    },
  };
  return { system, clones };
}

describe('on macOS', () => {
  test('every file is cloned, even over the files of a spare folder', async () => {
    const { system, clones } = macOs(true);
    writeFileSync(join(dir, 'copy of two'), 'of a branch that is gone, and longer');
    const copy = createCopyFile(system);
    for (const name of ['one', 'two', 'three']) await copy(join(dir, name), join(dir, `copy of ${name}`));
    expect(clones).toHaveLength(3);
    expect(readFileSync(join(dir, 'copy of two'), 'utf8')).toBe('content of two');
  });

  test('files are copied if the file system cannot clone', async () => {
    const { system, clones } = macOs(false);
    writeFileSync(join(dir, 'copy of two'), 'of a branch that is gone, and longer');
    const copy = createCopyFile(system);
    for (const name of ['one', 'two']) await copy(join(dir, name), join(dir, `copy of ${name}`));
    expect(clones).toEqual([]);
    expect(['one', 'two'].map((name) => readFileSync(join(dir, `copy of ${name}`), 'utf8'))).toEqual([
      'content of one',
      'content of two',
    ]);
  });

  test('a vanished file is not created in the copy', async () => {
    const { system } = macOs(true);
    await expect(createCopyFile(system)(join(dir, 'four'), join(dir, 'copy of four'))).rejects.toThrow('ENOENT');
  });
});
