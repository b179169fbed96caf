import type { Database, Role } from '@neon-api/types';
import { expect } from 'vitest';
import { readLists, type World } from './world.ts';

/** Checks that nothing is left half done, and that the data plane has what the API shows and the written rows. */
export async function checkAgreement(world: World): Promise<void> {
  const { real, plane, rows, projectPath } = world;
  const { branches, endpoints, snapshotIds, deletedIds } = await readLists(world);
  expect(branches.filter(({ current_state: state }) => state !== 'ready')).toEqual([]);
  expect(branches.filter(({ pending_state: pending }) => pending !== undefined)).toEqual([]);
  expect(branches.filter(({ default: isDefault }) => isDefault)).toHaveLength(1);
  expect(endpoints.filter(({ current_state: state }) => state !== 'active' && state !== 'idle')).toEqual([]);
  expect(endpoints.filter(({ pending_state: pending }) => pending !== undefined)).toEqual([]);

  const ids = branches.map(({ id }) => id);
  expect(plane.dataPlane.listBranches?.().toSorted()).toEqual([...ids, ...snapshotIds, ...deletedIds].sort());
  expect([...world.expected.keys()].sort()).toEqual([...ids, ...snapshotIds].sort());
  for (const id of ids) {
    const path = `${projectPath}/branches/${id}`;
    const { roles }: { roles: Role[] } = (await real.call('GET', `${path}/roles`)).body;
    const { databases }: { databases: Database[] } = (await real.call('GET', `${path}/databases`)).body;
    const known = [];
    for (const { name } of roles) {
      const revealed = await real.call('GET', `${path}/roles/${name}/reveal_password`);
      const { password }: { password: string } = revealed.body;
      if (revealed.status === 200) known.push({ name, password });
    }
    const found = await plane.dataPlane.readBranch?.(id, known);
    expect(roles.map(({ name }) => name).sort()).toEqual(found?.roles.map(({ name }) => name).sort());
    expect(databases.map(({ name, owner_name: owner }) => `${name} of ${owner}`).sort()).toEqual(
      found?.databases.map(({ name, owner }) => `${name} of ${owner}`).sort(),
    );
    expect(found?.roles.filter(({ hasKnownPassword }) => hasKnownPassword === false)).toEqual([]);
    expect(await rows.read(id)).toEqual(world.expected.get(id)?.rows);
  }
  for (const id of snapshotIds) expect(await rows.read(id)).toEqual(world.expected.get(id)?.rows);
}
