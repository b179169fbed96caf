import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

test('each tenant gets one database, and each database is migrated once', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, '--json']);
  expect(JSON.parse(stdout)).toEqual({
    tenants: 3,
    madeTwice: 0,
    migrated: [2, 1],
    rows: ['acme', 'globex', 'initech'].map((name) => ({ name, plan: 'free' })),
  });
});
