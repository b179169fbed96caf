import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canMountDisks, mountSmallDisk } from '../../test/support/small-disk.ts';
import { CLI, expectOneSentence, runToFailure, whileStarted } from '../../test/support/start-command.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-emulator-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe.skipIf(process.platform !== 'linux')('with a low limit on open files', () => {
  const limited = (limit: number, ...flags: readonly string[]) =>
    ['sh', '-c', `ulimit -n ${limit}; exec "$0" "$@"`, process.execPath, CLI, '--port', '0', ...flags] as const;

  test.each([
    [64, 'off', 128],
    [64, 'auto', 128],
    [200, 'auto', 256],
  ])(
    'a start with a limit of %i and --postgres %s reports the limit and how to raise it',
    (limit, postgres, needed) => {
      expectOneSentence(
        runToFailure({ HOME: dir }, ...limited(limit, '--postgres', postgres)),
        new RegExp(`needs at least ${needed} open files, but the limit is ${limit}\\. Raise the limit.*ulimit -n`),
      );
    },
  );

  test('a start with a sufficient limit succeeds', async () => {
    const line = await whileStarted({ HOME: dir }, limited(128, '--postgres', 'off', '--json'), (first) => first);
    expect(line).toContain('"apiUrl"');
  });
});

describe.skipIf(!canMountDisks())('on a full disk', () => {
  test('a failed start names the disk', () => {
    const disk = mountSmallDisk('64k');
    if (!disk) throw new Error('The disk cannot be mounted.');
    try {
      const args = [CLI, '--port', '0', '--postgres', 'off', '--data-dir', join(disk.dir, 'data')];
      disk.fill();
      expectOneSentence(runToFailure({}, process.execPath, ...args), /ENOSPC|The disk that holds .* is full/);
    } finally {
      disk.unmount();
    }
  });
});
