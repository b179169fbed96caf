import { expect, test } from 'vitest';
import { createOffDataPlane } from './off-data-plane.ts';

test('succeeds at everything, and has nothing to connect to', async () => {
  const dataPlane = createOffDataPlane();
  expect([dataPlane.kind, dataPlane.pgVersions, dataPlane.address]).toEqual(['off', [], undefined]);
  await dataPlane.copyBranch({ branchId: 'br-a', parentId: 'br-b' });
  await dataPlane.startEndpoint('ep-a');
  await dataPlane.stop();
  await dataPlane.stop();
});
