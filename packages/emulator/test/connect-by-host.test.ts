import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedBranch, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

let emulator: Emulator;
let api: Api;
let created: CreatedProject;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject());
});

afterAll(() => emulator.stop());

async function whoAmI(connectionString: string): Promise<unknown> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('SELECT current_user AS who');
  await client.end();
  return rows[0];
}

/** Builds a URI from the endpoint's host, as a client does that does not use the returned URI. */
function uriOf({ endpoints, connection_uris }: CreatedProject | CreatedBranch, query = ''): string {
  const { role, password, database } = connection_uris?.[0]?.connection_parameters ?? {};
  return `postgresql://${role}:${password}@${endpoints[0]?.host}/${database}${query}`;
}

// Other systems have only one loopback address.
describe.skipIf(process.platform !== 'linux')('a client that knows only the host of an endpoint', () => {
  test('connects to that endpoint and to no other', async () => {
    const { body: child } = await api.post<CreatedBranch>(`/projects/${created.project.id}/branches`, {
      branch: {},
      endpoints: [{ type: 'read_write' }],
    });
    await emulator.settle();
    expect(child.endpoints[0]?.host).not.toBe(created.endpoints[0]?.host);
    const main = new Client({ connectionString: uriOf(created) });
    await main.connect();
    await main.query('CREATE TABLE only_in_main ()');
    await main.end();
    expect(await whoAmI(uriOf(child))).toEqual({ who: 'neondb_owner' });
    const client = new Client({ connectionString: uriOf(child) });
    await client.connect();
    await expect(client.query('SELECT FROM only_in_main')).rejects.toThrow('does not exist');
    await client.end();
  });

  test('can use TLS and verify the certificate for that host', async () => {
    const caFile = emulator.postgres.kind === 'off' ? '' : (emulator.postgres.caFile ?? '');
    expect(readFileSync(caFile, 'utf8')).toContain('BEGIN CERTIFICATE');
    const query = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile)}`;
    expect(await whoAmI(uriOf(created, query))).toEqual({ who: 'neondb_owner' });
  });

  test('gets the same host from every call', async () => {
    const [endpoint] = created.endpoints;
    const listed = await api.get(`/projects/${created.project.id}/endpoints`);
    expect(listed.body).toMatchObject({
      endpoints: expect.arrayContaining([expect.objectContaining({ host: endpoint?.host })]),
    });
    expect(created.connection_uris[0]?.connection_parameters.host).toBe(endpoint?.host);
  });

  test('reaches the pooler through the pooled host', async () => {
    const { pooler_host = '', host } = created.connection_uris[0]?.connection_parameters ?? {};
    expect(pooler_host).not.toBe(host);
    const application = async (connectionString: string): Promise<unknown> => {
      const client = new Client({ connectionString });
      await client.connect();
      const { rows } = await client.query('SHOW application_name');
      await client.end();
      return rows[0]?.application_name;
    };
    const uri = uriOf(created);
    const { body } = await api.get<{ uri: string }>(
      `/projects/${created.project.id}/connection_uri?role_name=neondb_owner&database_name=neondb&pooled=true`,
    );
    expect(await application(uri)).toBe('');
    expect(await application(uri.replace(String(host), pooler_host))).toBe('pgbouncer');
    expect(await application(body.uri)).toBe('pgbouncer');
    expect(await application(body.uri.replace('-pooler', ''))).toBe('');
  });
});

test('the URIs that the API returns work unchanged, pooled or not', async () => {
  const path = `/projects/${created.project.id}/connection_uri?role_name=neondb_owner&database_name=neondb`;
  for (const pooled of [false, true]) {
    const { body } = await api.get<{ uri: string }>(`${path}&pooled=${pooled}`);
    expect(await whoAmI(body.uri)).toEqual({ who: 'neondb_owner' });
  }
});
