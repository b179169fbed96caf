import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startEmulator } from '../src/start/index.ts';
import { type CreatedProject, createApi } from './support/api.ts';

/** Returns the pid of the server behind a connection: the parent of its backend process. */
async function serverPid(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return Number(readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
}

async function connectTo(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const isLinux = process.platform === 'linux';
test.skipIf(!isLinux)('a killed Postgres restarts with its data, and the API shows it', async () => {
  await using emulator = await startEmulator({ speed: 'instant', log: () => {} });
  const api = createApi(emulator);
  const { body } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  const [uri = '', path] = [body.connection_uris[0]?.connection_uri, `/projects/${body.project.id}`];
  const stateNow = async (): Promise<string | undefined> =>
    (await api.get<{ endpoints: { current_state: string }[] }>(`${path}/endpoints`)).body.endpoints[0]?.current_state;
  const latestActions = async (): Promise<string[]> =>
    (await api.get<{ operations: { action: string }[] }>(`${path}/operations?limit=2`)).body.operations.map(
      ({ action }) => action,
    );

  const client = await connectTo(uri);
  await client.query('CREATE TABLE kept AS SELECT 7 AS id');
  expect(await stateNow()).toBe('active');
  process.kill(await serverPid(client), 'SIGKILL');
  await expect.poll(stateNow).toBe('idle');

  const again = await connectTo(uri);
  expect((await again.query('SELECT id FROM kept')).rows).toEqual([{ id: 7 }]);
  await again.end();
  expect(await stateNow()).toBe('active');
  expect(await latestActions()).toEqual(['start_compute', 'suspend_compute']);
});
