import { expect, test } from 'vitest';
import { createFakeDataPlane } from '../../../test/support/fake-data-plane.ts';
import { startTestEmulator } from '../../../test/support/use-emulator.ts';

test('an unreachable Postgres fails the calls that need it, and no others', async () => {
  const readBranch = () => Promise.reject(new Error('Branch br-x: cannot look into it: the disk is gone'));
  const { emulator, api, createProject } = await startTestEmulator({
    dataPlane: (events) => ({ ...createFakeDataPlane(events), readBranch }),
  });
  const { project, branch } = await createProject();
  const path = `/projects/${project.id}/branches`;
  expect(await api.get(path)).toMatchObject({ status: 200, body: { branches: [{ id: branch.id }] } });
  expect(await api.get(`${path}/${branch.id}`)).toMatchObject({ status: 200 });
  expect(await api.post(path, {})).toMatchObject({ status: 201 });
  await emulator.settle();
  expect(await api.get(`${path}/${branch.id}/roles`)).toMatchObject({
    status: 503,
    body: { message: 'Branch br-x: cannot look into it: the disk is gone' },
  });
  await emulator.stop();
});
