import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

const run = promisify(execFile);
const pathOf = (name: string): string => fileURLToPath(new URL(`driver/${name}`, import.meta.url));

let emulator: Emulator;
let api: Api;
let created: CreatedProject;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject({ httpsPort: 0 }));
});

afterAll(() => emulator.stop());

/** Runs a script on a system whose hosts file has the emulator's names, and which trusts its certificates. */
async function runScript(name: string, ...args: readonly string[]): Promise<unknown> {
  const { postgres, httpsPort } = emulator;
  const caFile = postgres.kind === 'off' ? '' : (postgres.caFile ?? '');
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: caFile, HTTPS_PORT: String(httpsPort) };
  const { stdout } = await run(process.execPath, ['--import', pathOf('hosts-file.mjs'), pathOf(name), ...args], {
    env,
  });
  return JSON.parse(stdout);
}

async function uriOf(pooled: boolean): Promise<string> {
  const path = `/projects/${created.project.id}/connection_uri?role_name=neondb_owner&database_name=neondb`;
  return (await api.get<{ uri: string }>(`${path}&pooled=${pooled}`)).body.uri;
}

describe('the serverless driver with only the URI that the API returned', () => {
  test.each([false, true])('queries over HTTP and WebSocket (pooled: %s)', async (pooled) => {
    const who = { who: 'neondb_owner' };
    expect(await runScript('query-with-uri.mjs', await uriOf(pooled))).toEqual({
      http: who,
      batch: [{ one: 1 }],
      webSocket: who,
      viaFetch: who,
    });
  });
});

test('URIs and endpoints name the host as on Neon, for pooled and direct connections', async () => {
  const [endpoint] = created.endpoints;
  const name = `${endpoint?.id}.${endpoint?.proxy_host}`;
  expect(endpoint?.host).toBe(name);
  expect(new URL(await uriOf(false)).hostname).toBe(name);
  expect(new URL(await uriOf(true)).hostname).toBe(name.replace('.', '-pooler.'));
  expect(created.connection_uris[0]?.connection_parameters).toMatchObject({
    host: name,
    pooler_host: name.replace('.', '-pooler.'),
  });
});

test('the admin API lists every name for the hosts file', async () => {
  const response = await fetch(new URL('/__emulator/hosts', emulator.apiUrl), {
    headers: { Authorization: `Bearer ${emulator.adminToken}` },
  });
  const [endpoint] = created.endpoints;
  expect((await response.text()).split('\n')).toEqual([
    `127.0.0.1 api.${endpoint?.proxy_host}`,
    `127.0.0.1 ${endpoint?.id}.${endpoint?.proxy_host}`,
    `127.0.0.1 ${endpoint?.id}-pooler.${endpoint?.proxy_host}`,
    '',
  ]);
});
