import type { Operation } from '@neon-api/types';
import type { CallOptions, NeonClient } from '../client/index.ts';
import { getProjectOperation, listProjectOperations } from '../generated/operations.ts';

// From here on one request for the list is cheaper than one each.
const LIST_FROM = 3;
// Newest first: what is pending is near the top.
const PAGE_SIZE = 100;

/** The present state of operations: one request a project where several are pending, else one each. */
export async function readOperations(
  neon: NeonClient,
  pending: readonly Operation[],
  options: CallOptions,
): Promise<Operation[]> {
  const byProject = new Map<string, Operation[]>();
  for (const operation of pending) {
    byProject.set(operation.project_id, [...(byProject.get(operation.project_id) ?? []), operation]);
  }
  const read = await Promise.all(
    [...byProject].map(([projectId, wanted]) => readOfProject(neon, projectId, wanted, options)),
  );
  return read.flat();
}

async function readOfProject(
  neon: NeonClient,
  project_id: string,
  wanted: readonly Operation[],
  options: CallOptions,
): Promise<Operation[]> {
  const found = new Map<string, Operation>();
  if (wanted.length >= LIST_FROM) {
    const { operations } = await listProjectOperations(neon, { project_id, limit: PAGE_SIZE }, options);
    for (const operation of operations) found.set(operation.id, operation);
  }
  return Promise.all(
    wanted.map(async ({ id }) => {
      const listed = found.get(id);
      return listed ?? (await getProjectOperation(neon, { project_id, operation_id: id }, options)).operation;
    }),
  );
}
