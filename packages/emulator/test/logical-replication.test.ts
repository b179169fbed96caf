import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedBranch, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

let emulator: Emulator;
let api: Api;
let created: CreatedProject;
let path: string;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject());
  path = `/projects/${created.project.id}`;
});
afterAll(() => emulator.stop());

async function connect({ connection_uris: uris = [] }: Pick<CreatedBranch, 'connection_uris'> = created, more = {}) {
  const client = new Client({ connectionString: uris[0]?.connection_uri, ...more });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function show(client: Client, setting: string): Promise<string | undefined> {
  return (await client.query<Record<string, string>>(`SHOW ${setting}`)).rows[0]?.[setting];
}

/** A connection string for CREATE SUBSCRIPTION, whose password names the endpoint: Postgres sets `options` itself. */
function publisherOf({ connection_uris: [details], endpoints: [endpoint] }: CreatedProject): string {
  const { role, password, database } = details?.connection_parameters ?? {};
  const { postgres } = emulator;
  const port = postgres.kind === 'off' ? 0 : postgres.port;
  return `host=127.0.0.1 port=${port} user=${role} dbname=${database} password=endpoint=${endpoint?.id}$${password}`;
}

test('enabling it suspends the active computes, and cannot be undone', async () => {
  const before = await connect();
  expect(await show(before, 'wal_level')).toBe('replica');
  await before.end();
  const { body } = await api.patch<{ operations: { action: string }[] }>(path, {
    project: { settings: { enable_logical_replication: true } },
  });
  expect(body.operations.map(({ action }) => action)).toEqual(['suspend_compute']);
  await emulator.settle();
  const after = await connect();
  expect(await show(after, 'wal_level')).toBe('logical');
  expect([await show(after, 'max_replication_slots'), await show(after, 'max_wal_senders')]).toEqual(['10', '10']);
  await after.end();
  expect(await api.patch(path, { project: { settings: { enable_logical_replication: false } } })).toMatchObject({
    status: 422,
  });
});

test('the owner streams the changes of a slot over a replication connection', async () => {
  const owner = await connect();
  await owner.query('CREATE TABLE streamed (text text)');
  await owner.query("SELECT pg_create_logical_replication_slot('stream', 'pgoutput')");
  await owner.query('CREATE PUBLICATION streamed FOR TABLE streamed');
  await owner.query("INSERT INTO streamed VALUES ('a streamed row')");
  const stream = await connect(created, { replication: 'database' });
  const received: Buffer[] = [];
  const arrived = new Promise<void>((resolve) => {
    // @types/pg does not know the connection, which emits the messages of a stream.
    const { connection } = stream as unknown as { connection: EventEmitter };
    connection.on('copyData', ({ chunk }: { chunk: Buffer }) => {
      received.push(chunk);
      if (Buffer.concat(received).includes('a streamed row')) resolve();
    });
  });
  const options = "proto_version '1', publication_names 'streamed'";
  const streaming = stream.query(`START_REPLICATION SLOT stream LOGICAL 0/0 (${options})`);
  await arrived;
  const ended = expect(streaming).rejects.toThrow();
  await owner.query('SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active');
  await ended;
  await owner.end();
});

test('a subscription in another project receives the rows of a publication, and its branches have none', {
  timeout: 60_000,
}, async () => {
  const { body: other } = await api.post<CreatedProject>('/projects', {
    project: { settings: { enable_logical_replication: true } },
  });
  await emulator.settle();
  const publisher = await connect();
  const subscriber = await connect(other);
  expect(await show(subscriber, 'wal_level')).toBe('logical');
  for (const client of [publisher, subscriber])
    await client.query('CREATE TABLE notes (id int PRIMARY KEY, text text)');
  await publisher.query("INSERT INTO notes VALUES (1, 'copied')");
  await publisher.query('CREATE PUBLICATION notes FOR TABLE notes');
  await subscriber.query(`CREATE SUBSCRIPTION notes CONNECTION '${publisherOf(created)}' PUBLICATION notes`);
  await publisher.query("INSERT INTO notes VALUES (2, 'streamed')");
  let texts: string[] = [];
  while (texts.length < 2) {
    texts = (await subscriber.query<{ text: string }>('SELECT text FROM notes ORDER BY id')).rows.map(
      ({ text }) => text,
    );
    await sleep(50);
  }
  expect(texts).toEqual(['copied', 'streamed']);
  const child = await api.post<CreatedBranch>(`/projects/${other.project.id}/branches`, {
    endpoints: [{ type: 'read_write' }],
  });
  await emulator.settle();
  const pointed = await api.post<CreatedBranch>(`/projects/${other.project.id}/branches`, {
    branch: { parent_lsn: (await subscriber.query('SELECT pg_current_wal_lsn() AS lsn')).rows[0].lsn },
    endpoints: [{ type: 'read_write' }],
  });
  await emulator.settle();
  for (const { body } of [child, pointed]) {
    const branch = await connect(body);
    expect((await branch.query('SELECT subname FROM pg_subscription')).rows).toEqual([]);
    expect((await branch.query('SELECT text FROM notes')).rows).toHaveLength(2);
    await branch.end();
  }
  await publisher.query("INSERT INTO notes VALUES (3, 'still streamed')");
  while ((await subscriber.query('SELECT FROM notes')).rowCount !== 3) await sleep(50);
  await subscriber.query('DROP SUBSCRIPTION notes');
  await publisher.end();
  await subscriber.end();
});
