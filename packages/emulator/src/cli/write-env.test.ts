import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useCli } from '../../test/support/use-cli.ts';

const { run } = useCli();
let folder: string;
let envFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-write-env-'));
  // Under root, Postgres runs as another user.
  chmodSync(folder, 0o711);
  envFile = join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const readVariables = (): Record<string, string | undefined> => parseEnv(readFileSync(envFile, 'utf8'));

async function query(uri: string | undefined, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: uri });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the command, runs `use` while it is ready, stops it, and returns what it printed. */
async function runWhile(args: readonly string[], use: () => Promise<void>): Promise<string> {
  const cli = run('--port', '0', ...args);
  await Promise.race([cli.firstLine, cli.end]);
  await use();
  cli.process.kill('SIGTERM');
  return (await cli.end).stdout;
}

test.skipIf(process.platform === 'win32')(
  '--project and --write-env create the project and write its URIs, and print them masked',
  async () => {
    writeFileSync(envFile, '# mine\nSECRET=1\nDATABASE_URL=old', { mode: 0o644 });
    const stdout = await runWhile(['--project', 'shop', '--write-env', envFile], async () => {
      const { DATABASE_URL, DATABASE_URL_UNPOOLED } = readVariables();
      expect(await query(DATABASE_URL, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await query(DATABASE_URL_UNPOOLED, 'SELECT current_database() AS name')).toEqual([{ name: 'neondb' }]);
      expect(DATABASE_URL).toContain('-pooler');
      expect(DATABASE_URL_UNPOOLED).not.toContain('-pooler');
    });
    expect(readFileSync(envFile, 'utf8')).toMatch(/^# mine\nSECRET=1\nDATABASE_URL=.+\nDATABASE_URL_UNPOOLED=.+\n$/);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    expect(stdout).toContain('[redacted]@127.0.0.1');
    expect(stdout).not.toMatch(/npg_/);
    expect(stdout).toMatch(/^DATABASE_URL +postgresql:.* \(in .*\.env\)\nDATABASE_URL_UNPOOLED +postgresql:/m);
  },
);

describe('with a data directory', { timeout: 120_000 }, () => {
  test('the next start finds the project with its rows, and writes the same file', async () => {
    const args = ['--data-dir', join(folder, 'data'), '--project', 'shop', '--write-env', envFile];
    await runWhile(args, async () => {
      await query(readVariables().DATABASE_URL, 'CREATE TABLE kept AS SELECT 1 AS one');
    });
    const before = readFileSync(envFile, 'utf8');
    await runWhile(args, async () => {
      expect(readFileSync(envFile, 'utf8')).toBe(before);
      expect(await query(readVariables().DATABASE_URL, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
    });
  });
});

test('a file that cannot be written stops the emulator with exit code 1', async () => {
  const { code, stderr } = await run('--port', '0', '--write-env', join(folder, 'missing', '.env')).end;
  expect(code).toBe(1);
  expect(stderr).toMatch(/Cannot write .*missing.*ENOENT/);
});

test('without Postgres a project is refused', async () => {
  const { code, stderr } = await run('--port', '0', '--postgres', 'off', '--project', 'shop').end;
  expect(code).toBe(1);
  expect(stderr).toContain('A project with a database requires Postgres');
});
