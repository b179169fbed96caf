import type { DatabaseOperations } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let created: CreatedProject;
let base: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/branches/${created.branch.id}/databases`;
});

test('create, update and delete each start apply_config and change Postgres', async () => {
  const { api, emulator, dataPlane } = get();
  const { status, body } = await api.post<DatabaseOperations>(base, {
    database: { name: 'shop', owner_name: 'neondb_owner' },
  });
  expect(status).toBe(201);
  expect(body.operations.map(({ action }) => action)).toEqual(['apply_config']);
  await emulator.settle();
  await api.patch(`${base}/shop`, { database: { name: 'store' } });
  await emulator.settle();
  expect((await api.get(`${base}/store`)).body).toMatchObject({ database: { id: body.database.id, name: 'store' } });
  await api.delete(`${base}/store`);
  await emulator.settle();
  expect(dataPlane.calls.slice(-3)).toEqual([
    `createDatabase ${created.branch.id} {"name":"shop","owner":"neondb_owner"}`,
    `changeDatabase ${created.branch.id} shop {"name":"store","owner":"neondb_owner"}`,
    `dropDatabase ${created.branch.id} store`,
  ]);
  expect(await api.get(`${base}/store`)).toMatchObject({ status: 404, body: { message: 'database not found' } });
  expect(await api.delete(`${base}/store`)).toMatchObject({ status: 204 });
});

test('an existing database is a conflict with its own error code', async () => {
  const answer = await get().api.post(base, { database: { name: 'neondb', owner_name: 'neondb_owner' } });
  expect(answer).toMatchObject({ status: 409, body: { code: 'DATABASE_ALREADY_EXISTS' } });
});

test.each(['postgres', 'template0', 'template1', ''])('the name "%s" is refused', async (name) => {
  const answer = await get().api.post(base, { database: { name, owner_name: 'neondb_owner' } });
  expect(answer.status).toBe(422);
});

test('the owner must be a role of the branch', async () => {
  const answer = await get().api.post(base, { database: { name: 'shop', owner_name: 'nobody' } });
  expect(answer).toMatchObject({ status: 404, body: { message: 'role not found' } });
});
