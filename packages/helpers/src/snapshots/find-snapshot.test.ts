import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createSnapshot } from '@neon-api/client/operations';
import { beforeAll, expect, test } from 'vitest';
import { useProject } from '../../test/use-neon.ts';
import { ensureBranch } from '../branches/index.ts';
import { findSnapshot, takeSnapshot } from './index.ts';

let neon: NeonCaller;
let place: { projectId: string; branchId: string };
let projectId: string;
let id: string;

useProject({ postgres: 'off' }, (inUse) => {
  ({ neon, place } = inUse);
  ({ projectId } = place);
});
beforeAll(async () => {
  ({ id } = (await takeSnapshot(neon, { ...place, name: 'before-v2' })).value);
});

test('finds by id and by exact name, and returns undefined if there is no match', async () => {
  expect(await findSnapshot(neon, { projectId, id })).toMatchObject({ id, name: 'before-v2' });
  expect((await findSnapshot(neon, { projectId, name: 'before-v2' }))?.id).toBe(id);
  expect(await findSnapshot(neon, { projectId, name: 'before' })).toBeUndefined();
  expect(await findSnapshot(neon, { projectId, id: 'snap-none' })).toBeUndefined();
});

test('finds only snapshots of the given branch', async () => {
  const { value: other } = await ensureBranch(neon, { projectId, name: 'other', compute: false });
  expect((await findSnapshot(neon, { ...place, name: 'before-v2' }))?.id).toBe(id);
  expect(await findSnapshot(neon, { projectId, branchId: other.id, name: 'before-v2' })).toBeUndefined();
  expect(await findSnapshot(neon, { projectId, branchId: other.id, id })).toBeUndefined();
});

test('lists the ids if several share a name', async () => {
  const params = { project_id: projectId, branch_id: place.branchId, name: 'twin' };
  for (let made = 0; made < 2; made++) await callAndWait(neon, createSnapshot, params);
  await expect(findSnapshot(neon, { projectId, name: 'twin' })).rejects.toThrow(
    /2 snapshots named "twin".*snap-.*snap-/,
  );
});
