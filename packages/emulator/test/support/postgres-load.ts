import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '@neon-api/types';
import { Client } from 'pg';
import type { Api } from './api.ts';

/** Waits until every operation has ended, and returns them. Not `expect.poll`, which keeps polling a dead emulator. */
export async function settleOperations(api: Api, projectId: string): Promise<Operation[]> {
  for (;;) {
    const { body } = await api.get<{ operations: Operation[] }>(`/projects/${projectId}/operations`);
    if (body.operations.every(({ status }) => ['finished', 'error', 'cancelled', 'skipped'].includes(status))) {
      return body.operations;
    }
    await sleep(20);
  }
}

export async function connectTo(api: Api, projectId: string, branchId: string): Promise<Client> {
  const query = `branch_id=${branchId}&database_name=neondb&role_name=neondb_owner`;
  const { status, body } = await api.get<{ uri: string }>(`/projects/${projectId}/connection_uri?${query}`);
  if (status !== 200) throw new Error(`Branch ${branchId} has no URI: ${JSON.stringify(body)}`);
  const client = new Client({ connectionString: body.uri });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Writes rows until the connection breaks. Adds the acknowledged ones to `committed`. */
export async function writeRows(
  client: Client,
  prefix: string,
  committed: Set<string>,
  onCommitted: () => void = () => {},
): Promise<void> {
  try {
    for (let turn = 0; ; turn += 1) {
      const id = `${prefix}-${turn}`;
      await client.query('INSERT INTO kept VALUES ($1)', [id]);
      committed.add(id);
      onCommitted();
    }
  } finally {
    await client.end().catch(() => {});
  }
}

export async function readRows(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM kept');
  return new Set(rows.map(({ id }) => id));
}
