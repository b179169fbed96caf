import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateProjectBranchResponse } from '@neon-api/types';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CreatedProject, createApi } from '../../test/support/api.ts';
import type { Emulator } from './emulator.ts';
import { startEmulator } from './start-emulator.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'neon-direct-'));
let emulator: Emulator;
let created: CreatedProject;

const start = (): Promise<Emulator> =>
  startEmulator({ direct: true, postgres: 'embedded', speed: 'instant', dataDir, apiKey: 'k', log: () => {} });

beforeAll(async () => {
  emulator = await start();
}, 60_000);

afterAll(async () => {
  await emulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const uriOf = ({ connection_uris: [first] = [] }: Partial<CreateProjectBranchResponse>): string =>
  first?.connection_uri ?? '';

const readCa = (): string =>
  readFileSync(emulator.postgres.kind === 'off' ? '' : (emulator.postgres.caFile ?? ''), 'utf8');

/** Returns the port at which Postgres itself received the connection; null if the emulator forwarded it. */
async function portSeenBy(connectionString: string): Promise<number | null | undefined> {
  const client = new Client({ connectionString, ssl: { ca: readCa() } });
  await client.connect();
  const { rows } = await client.query<{ port: number | null }>('SELECT inet_server_port() AS port');
  await client.end();
  return rows[0]?.port;
}

test('a fresh URI works at the first attempt, and leads to Postgres itself once the operations have finished', async () => {
  created = (await createApi(emulator).post<CreatedProject>('/projects', { project: {} })).body;
  const uri = uriOf(created);
  expect(new URL(uri).search).toBe('');
  await portSeenBy(uri);
  await emulator.settle();
  expect(await portSeenBy(uri)).toBe(Number(new URL(uri).port));
});

test('the pooled URI leads through the port of the emulator', async () => {
  const { body } = await createApi(emulator).get<{ uri: string }>(
    `/projects/${created.project.id}/connection_uri?database_name=neondb&role_name=neondb_owner&pooled=true`,
  );
  expect(Number(new URL(body.uri).port)).toBe(emulator.postgres.kind === 'off' ? 0 : emulator.postgres.port);
  expect(await portSeenBy(body.uri)).toBeNull();
});

test('the serverless driver may send the direct URI', async () => {
  const response = await fetch(`${new URL(emulator.apiUrl).origin}/sql`, {
    method: 'POST',
    headers: { 'Neon-Connection-String': uriOf(created) },
    body: JSON.stringify({ query: 'SELECT 1 AS one', params: [] }),
  });
  expect(await response.json()).toMatchObject({ rows: [{ one: 1 }] });
});

test('the restart of a compute keeps its URI', async () => {
  const [endpoint] = created.endpoints;
  const api = createApi(emulator);
  const { status } = await api.post(`/projects/${created.project.id}/endpoints/${endpoint?.id}/restart`);
  expect(status).toBe(200);
  await emulator.settle();
  const uri = uriOf(created);
  expect(await portSeenBy(uri)).toBe(Number(new URL(uri).port));
});

test('the next emulator on the same data gives an endpoint the same port', async () => {
  await emulator.stop();
  emulator = await start();
  const uri = uriOf(created);
  await portSeenBy(uri);
  expect(await portSeenBy(uri)).toBe(Number(new URL(uri).port));
});

test('nothing listens at the port of a deleted endpoint', async () => {
  expect((await createApi(emulator).delete(`/projects/${created.project.id}`)).status).toBe(200);
  await emulator.settle();
  await expect(portSeenBy(uriOf(created))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('without the option, servers get no files to listen with', async () => {
  const other = mkdtempSync(join(tmpdir(), 'neon-direct-'));
  const plain = await startEmulator({ postgres: 'embedded', dataDir: other, log: () => {} });
  await plain.stop();
  expect(existsSync(join(other, 'postgres', 'direct'))).toBe(false);
  rmSync(other, { recursive: true, force: true });
});
