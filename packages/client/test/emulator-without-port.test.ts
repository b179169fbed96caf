import { createEmulator } from '@neon-api/emulator/fetch';
import { expect, test } from 'vitest';
import { createProject, listProjectBranches } from '../src/generated/operations.ts';
import { createNeonClient } from '../src/index.ts';

test('the client calls an emulator in its own process', async () => {
  await using emulator = await createEmulator({ speed: 'instant', strict: true });
  const { fetch, apiUrl: baseUrl, apiKey, orgId } = emulator;
  const neon = createNeonClient({ fetch, baseUrl, apiKey, orgId });
  const { project } = await createProject(neon, { body: { project: { name: 'shop' } } });
  const { branches } = await listProjectBranches(neon, { project_id: project.id });
  expect(branches.map(({ name }) => name)).toEqual(['main']);
  emulator.faults.add({ operationId: 'listProjectBranches', kind: 'status', status: 503 });
  expect((await listProjectBranches(neon, { project_id: project.id })).branches).toHaveLength(1);
  expect(emulator.listRequests().map(({ status }) => status)).toEqual([201, 200, 503, 200]);
});
