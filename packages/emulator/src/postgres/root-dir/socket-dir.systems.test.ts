import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startTestPostgres } from '../../../test/support/use-postgres.ts';
import { chooseSocketParent, makeSocketDir } from './socket-dir.ts';

test.each([
  ['/tmp', '/tmp'],
  ['/var/folders/zz/T', '/var/folders/zz/T'],
  ["/home/me/it's mine", "/home/me/it's mine"],
  ['/home/a, b', '/tmp'],
  ['/home/"b"', '/tmp'],
  ['/home/a\nb', '/tmp'],
  ['/home/b ', '/tmp'],
  [`/${'long'.repeat(20)}`, '/tmp'],
])('if the folder for temporary files is %j, the sockets are below %s', (temporaryDir, parent) => {
  expect(chooseSocketParent(temporaryDir)).toBe(parent);
});

test('Windows has no folder for sockets', async () => {
  expect(await makeSocketDir('win32')).toBeUndefined();
});

/** Starts Postgres with a temporary folder of this name and mode. */
async function startBelow(name: string, mode: number, rootDir?: string): Promise<unknown[]> {
  const parent = mkdtempSync('/tmp/neon-tmp-');
  chmodSync(parent, mode);
  mkdirSync(join(parent, name));
  vi.stubEnv('TMPDIR', join(parent, name));
  try {
    await using postgres = await startTestPostgres(rootDir === undefined ? {} : { rootDir });
    await postgres.createBranch('main');
    return await postgres.query('main', 'SELECT 1');
  } finally {
    vi.unstubAllEnvs();
    rmSync(parent, { recursive: true, force: true });
  }
}

const names = process.env.NEON_TEST_SYSTEMS === 'all' ? ['a, b', '"b"', "it's", 'b ', 'a b', 'ä'] : ['a, "b"'];

describe.skipIf(process.platform === 'win32')('Postgres starts', () => {
  test.each(names)('with TMPDIR below %j', async (name) => {
    expect(await startBelow(name, 0o755)).toEqual([1]);
  });

  test('with a TMPDIR that only this user can enter', async () => {
    expect(await startBelow('own', 0o700, mkdtempSync('/tmp/neon-test-'))).toEqual([1]);
  });
});
