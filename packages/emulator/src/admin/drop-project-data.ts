import { messageOf } from '@neon-api/ground';
import type { DataPlane } from '../data-plane/index.ts';
import type { ProjectRecord } from '../state/index.ts';
import type { Log } from '../support/index.ts';

/** Removes a project from the data plane, leaves first, because a parent cannot be removed before its children. */
export async function dropProjectData(
  { branches, endpoints, deletedBranches, snapshots }: ProjectRecord,
  dataPlane: DataPlane,
  log: Log,
): Promise<void> {
  const attempt = async (what: string, work: Promise<void>): Promise<void> => {
    await work.catch((error: unknown) => log(`Reset: cannot remove ${what}: ${messageOf(error)}`));
  };
  for (const id of endpoints.keys()) await attempt(`endpoint ${id}`, dataPlane.closeEndpoint(id));
  const kept = [
    ...branches.keys(),
    ...deletedBranches.map(({ branch }) => branch.id),
    ...snapshots.map(({ snapshot }) => snapshot.id),
  ];
  for (const id of kept.reverse()) await attempt(`branch ${id}`, dataPlane.dropBranch(id));
}
