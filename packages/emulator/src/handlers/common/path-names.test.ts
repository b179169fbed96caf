import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { createFakeDataPlane } from '../../../test/support/fake-data-plane.ts';
import { startTestEmulator, useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let created: CreatedProject;
let base: string;
beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/branches/${created.branch.id}`;
});

describe.each(['.', '..', '\ud800'])('a name that cannot be part of a URL path (%j) is refused', (name) => {
  test.each<[string, () => string, object]>([
    ['for a role', () => `${base}/roles`, { role: { name } }],
    ['for a database', () => `${base}/databases`, { database: { name, owner_name: 'neondb_owner' } }],
    ['for a bucket', () => `${base}/buckets`, { name }],
    ['for the role of a new project', () => '/projects', { project: { branch: { role_name: name } } }],
    ['for the database of a new project', () => '/projects', { project: { branch: { database_name: name } } }],
  ])('%s', async (_, path, body) => {
    expect(await get().api.post(path(), body)).toMatchObject({ status: 422 });
  });

  test('when a database is renamed', async () => {
    const body = { database: { name } };
    expect(await get().api.patch(`${base}/databases/neondb`, body)).toMatchObject({ status: 422 });
  });
});

test('names that contain dots and other characters are accepted, readable and deletable', async () => {
  const { api, emulator } = get();
  for (const name of ['...', '.a', 'a/..', '%2e']) {
    expect(await api.post(`${base}/roles`, { role: { name } })).toMatchObject({ status: 201 });
    await emulator.settle();
    const path = `${base}/roles/${encodeURIComponent(name)}`;
    expect(await api.get(path)).toMatchObject({ status: 200, body: { role: { name } } });
    expect(await api.delete(path)).toMatchObject({ status: 200 });
    await emulator.settle();
  }
});

test('roles and databases that got such names through SQL are listed', async () => {
  const names = ['.', '..'];
  const { emulator, api, createProject } = await startTestEmulator({
    dataPlane: (events) => ({
      ...createFakeDataPlane(events),
      readBranch: async () => ({
        roles: names.map((name) => ({ name, canLogIn: true })),
        databases: names.map((name) => ({ name, owner: name })),
        sizeBytes: 1,
        log: { beginsAt: 0, endsAt: 1 },
      }),
    }),
  });
  const { project, branch } = await createProject();
  const path = `/projects/${project.id}/branches/${branch.id}`;
  const rows = names.map((name) => ({ name }));
  expect(await api.get(`${path}/roles`)).toMatchObject({ status: 200, body: { roles: rows } });
  expect(await api.get(`${path}/databases`)).toMatchObject({ status: 200, body: { databases: rows } });
  expect(await api.get(`${path}`)).toMatchObject({ status: 200 });
  expect(await api.delete(path.slice(0, path.indexOf('/branches')))).toMatchObject({ status: 200 });
  await emulator.stop();
});
