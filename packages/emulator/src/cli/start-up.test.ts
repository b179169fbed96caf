import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canMountDisks, mountSmallDisk } from '../../test/support/small-disk.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-emulator-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const inDir = (): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } => ({
  cwd: '/',
  env: { ...process.env, HOME: dir },
});

/** A start that fails, to its end. */
function run(command: string, ...args: readonly string[]): Run {
  return spawnSync(command, args, { ...inDir(), encoding: 'utf8', timeout: 30_000 });
}

/** The first line of a start that works. */
async function readFirstLine(command: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { ...inDir(), stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    return String(line);
  } finally {
    child.kill('SIGKILL');
  }
}

function expectOneSentence({ status, stdout, stderr }: Run, message: RegExp): void {
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
  expect(stderr.trim().split('\n')).toHaveLength(1);
}

describe.skipIf(process.platform !== 'linux')('where too few files may be open', () => {
  const limited = (limit: number, ...flags: readonly string[]) =>
    ['sh', '-c', `ulimit -n ${limit}; exec "$0" "$@"`, process.execPath, CLI, '--port', '0', ...flags] as const;

  test.each([
    [64, 'off', 128],
    [64, 'auto', 128],
    [200, 'auto', 256],
  ])('a start with at most %i and --postgres %s says the limit and how to raise it', (limit, postgres, needed) => {
    expectOneSentence(
      run(...limited(limit, '--postgres', postgres)),
      new RegExp(`needs ${needed} open files at least, and this process may have ${limit}; raise the limit.*ulimit -n`),
    );
  });

  test('a start with enough of them works', async () => {
    expect(await readFirstLine(...limited(128, '--postgres', 'off', '--json'))).toContain('"apiUrl"');
  });
});

describe.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
  'as a user without an entry in passwd',
  () => {
    const asNobody = (...flags: readonly string[]) => {
      const user = ['--reuid', '1234', '--regid', '1234', '--clear-groups'] as const;
      return ['setpriv', ...user, process.execPath, CLI, '--port', '0', ...flags] as const;
    };

    test('a start with Postgres says so, and what to do', () => {
      expectOneSentence(
        run(...asNobody('--postgres', 'system')),
        /The user 1234 has no entry in \/etc\/passwd, .*run as a user that has one, or leave Postgres out: --postgres off/,
      );
    });

    test('a start without Postgres works', async () => {
      expect(await readFirstLine(...asNobody('--postgres', 'off', '--json'))).toContain('"apiUrl"');
    });
  },
);

describe.skipIf(!canMountDisks())('on a full disk', () => {
  test('a start names the disk', () => {
    const disk = mountSmallDisk('64k');
    if (!disk) throw new Error('The disk cannot be mounted.');
    try {
      const args = [CLI, '--port', '0', '--postgres', 'off', '--data-dir', join(disk.dir, 'data')];
      disk.fill();
      expectOneSentence(run(process.execPath, ...args), /ENOSPC|The disk that holds .* is full/);
    } finally {
      disk.unmount();
    }
  });
});
