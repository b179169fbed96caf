import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestPostgres } from '../../../test/support/use-postgres.ts';
import { choosePgDump, findPgDumps } from './find-pg-dump.ts';
import { createSchemaDump } from './schema-dump.ts';

let binDir: string;
beforeEach(() => {
  binDir = mkdtempSync(join(tmpdir(), 'neon-dump-'));
  chmodSync(binDir, 0o755);
});
afterEach(() => rmSync(binDir, { recursive: true, force: true }));

function writePgDump(version: string, script = ''): string {
  const program = join(binDir, 'pg_dump');
  const says = `[ "$1" = --version ] && { echo "pg_dump (PostgreSQL) ${version}"; exit; }`;
  writeFileSync(program, `#!/bin/sh\n${says}\n${script}\n`, { mode: 0o755 });
  return program;
}

const LOGIN = { address: { host: '/run/here', port: 7 }, password: 'secret', majorVersion: 17 };

test.each([
  [[15, 16], 17, undefined],
  [[18, 17, 19], 17, 17],
  [[19, 18], 17, 18],
])('of %j, the pg_dump for a server of version %i is %s', (versions, server, chosen) => {
  const found = versions.map((majorVersion) => ({ program: '', majorVersion }));
  expect(choosePgDump(found, server)?.majorVersion).toBe(chosen);
});

test.skipIf(process.platform === 'win32')('finds a working pg_dump on PATH', async () => {
  const program = writePgDump('18.1');
  expect(await findPgDumps(`/nowhere:${binDir}`)).toContainEqual({ program, majorVersion: 18 });
});

test.skipIf(process.platform === 'win32')('passes the login to pg_dump, and removes its random keys', async () => {
  const program = writePgDump(
    '17.6',
    String.raw`printf '%s\n' '\restrict abc' '' "$PGHOST $PGPORT $PGDATABASE $PGPASSWORD $*" '\unrestrict abc'`,
  );
  const dump = createSchemaDump(async () => [{ program, majorVersion: 17 }]);
  expect(await dump(LOGIN, "it's")).toBe("/run/here 7 it's secret --schema-only\n");
  expect(await dump({ ...LOGIN, majorVersion: 18 }, "it's")).toBeUndefined();
});

const installed = await findPgDumps();
test.skipIf(installed.every(({ majorVersion }) => majorVersion < 17))('a real pg_dump reads a branch', async () => {
  await using postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE TABLE books (id int)');
  expect(await postgres.dataPlane.readSchema?.('br-main', 'app')).toContain('ALTER TABLE public.books OWNER TO owner;');
});
