import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeHost, HOST_TOKEN, REPOSITORY, startFakeHost } from './support/fake-host.ts';
import { startAction } from './support/run-action.ts';
import { type CompositeResult, runComposite } from './support/run-composite.ts';
import { pullRequestEvent } from './support/use-world.ts';

const ACTION = join(import.meta.dirname, '..');
const COMMAND = join(ACTION, 'node_modules/.bin/neon-emulator');

let folder: string;
let host: FakeHost;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-emulator-action-'));
  host = await startFakeHost();
});
afterEach(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the emulator's action with this build instead of the published package. */
function startEmulator(inputs: Readonly<Record<string, string>>): Promise<CompositeResult> {
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift 2\necho $$ > "${folder}/pid"\nexec "${COMMAND}" "$@"\n`);
  chmodSync(npx, 0o755);
  return runComposite({ path: join(ACTION, 'emulator/action.yml'), with: inputs, folder });
}

function stopEmulator(): void {
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')));
}

async function query(uri: string, sql: string): Promise<unknown[]> {
  const client = new Client(uri);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(process.platform === 'win32')('the emulator’s action', () => {
  test('starts an emulator that outlives its step', async () => {
    const { stdout, outputs, environment } = await startEmulator({ project: '', args: '--postgres off' });
    try {
      const { NEON_API_BASE_URL: url, NEON_API_KEY: key, NEON_ORG_ID: orgId } = environment;
      const request = { headers: { Authorization: `Bearer ${key}` } };
      expect((await fetch(`${url}/projects?org_id=${orgId}`, request)).status).toBe(200);
      expect(outputs).toMatchObject({ 'api-url': url, 'api-key': key, 'org-id': orgId, 'project-id': '' });
      expect(Object.keys(environment)).toHaveLength(3);
      expect(stdout).toContain(`::add-mask::${key}\n`);
    } finally {
      stopEmulator();
    }
  });

  test('fails when the emulator does', async () => {
    await expect(startEmulator({ args: '--postgres nowhere' })).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('::error::The Neon emulator did not start'),
    });
  });

  test('sets the variables of the main action, whose URIs connect and whose summary shows a migration', async () => {
    const { stdout, environment } = await startEmulator({ args: '--speed instant' });
    try {
      host.pullRequests.set(42, 'open');
      const ensure = () =>
        startAction({
          with: { project: environment.NEON_PROJECT_ID ?? '' },
          event: pullRequestEvent(),
          env: { ...environment, GITHUB_API_URL: host.url, GITHUB_REPOSITORY: REPOSITORY, GITHUB_TOKEN: HOST_TOKEN },
        }).finished;

      const { DATABASE_URL: pooled = '', DATABASE_URL_UNPOOLED: direct = '' } = environment;
      for (const uri of [pooled, direct]) {
        expect(stdout).toContain(`::add-mask::${uri.replaceAll('%', '%25')}\n`);
        expect(await query(uri, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      }

      const first = await ensure();
      expect(first).toMatchObject({ code: 0, outputs: { created: 'true' } });
      expect(first.summary).toContain('The schema is the same as the parent’s.');
      await query(first.outputs['database-url-unpooled'] ?? '', 'CREATE TABLE orders (id int PRIMARY KEY, note text)');
      expect(await query(first.outputs['database-url'] ?? '', 'SELECT * FROM orders')).toEqual([]);
      await expect(query(direct, 'SELECT * FROM orders')).rejects.toThrow('does not exist');

      const { summary } = await ensure();
      expect(summary).toContain('#### Schema, compared with the parent\n\n```text\n');
      expect(summary).toContain('public.orders');
      expect(summary).toContain('```diff\n');
    } finally {
      stopEmulator();
    }
  });
});
