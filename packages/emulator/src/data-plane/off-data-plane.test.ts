import { expect, test } from 'vitest';
import { createOffDataPlane } from './off-data-plane.ts';

test('every call succeeds, and there is no address', async () => {
  const dataPlane = createOffDataPlane();
  expect([dataPlane.kind, dataPlane.pgVersions, dataPlane.address]).toEqual(['off', [], undefined]);
  await dataPlane.copyBranch({ branchId: 'br-a', parentId: 'br-b' });
  await dataPlane.startEndpoint('ep-a');
  await dataPlane.stop();
  await dataPlane.stop();
});
