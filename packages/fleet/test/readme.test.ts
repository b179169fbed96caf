import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readBlocks } from '@neon-api/ground/guide-blocks';
import { expect, test } from 'vitest';
import * as fleet from '../src/index.ts';
import { useDatabase } from './use-database.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

const database = useDatabase();

test('the first example of the README runs', async () => {
  const example = readBlocks(README).find(({ language }) => language === 'ts')?.code ?? '';
  const { connectionString, emulator } = database();
  const { apiKey, apiUrl, orgId } = emulator;
  const env = {
    ...process.env,
    NEON_FLEET_DATABASE_URL: connectionString,
    NEON_API_KEY: apiKey,
    NEON_API_BASE_URL: apiUrl,
    NEON_ORG_ID: orgId,
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', example], {
    cwd: PACKAGE,
    env,
  });
  expect(stdout).toMatch(/^(a database at \S+\n){2}2 done, 0 failed\n$/);
}, 60_000);

test('the README names each exported function', () => {
  for (const name of Object.keys(fleet)) expect(README).toContain(`\`${name}`);
});
