import type { Endpoint } from '@neon-api/types';
import type { BranchRecord, ProjectRecord, RecordsBefore } from '../state/index.ts';
import { markEndpointIdle } from './mark-states.ts';
import { beginUsage, endUsage } from './usage.ts';

/** Which records a call is about to change or to make, by their ids. */
export interface Concerned {
  readonly branches?: readonly string[];
  readonly endpoints?: readonly string[];
}

/** Copies the records that a call is about to change, so that they can be put back. */
export function keepBefore(project: ProjectRecord, { branches = [], endpoints = [] }: Concerned): RecordsBefore {
  return {
    branches: pickCopies(project.branches, branches),
    endpoints: pickCopies(project.endpoints, endpoints),
  };
}

/** For a call that changes roles or databases: those that the branch has. */
export function keepContents({ branch, roles, databases }: BranchRecord): RecordsBefore {
  return { contents: { [branch.id]: structuredClone({ roles, databases }) } };
}

function pickCopies<Item>(items: ReadonlyMap<string, Item>, ids: readonly string[]): Record<string, Item | null> {
  return Object.fromEntries(ids.map((id) => [id, structuredClone(items.get(id) ?? null)]));
}

/**
 * Puts records back as they were. Endpoints that were active are so again, but for those in `idle`. What a record holds
 * beside roles, databases and services can be changed while an operation runs, and stays.
 */
export function putBack(project: ProjectRecord, before: RecordsBefore, idle: ReadonlySet<string>, now: string): void {
  for (const [id, image] of Object.entries(before.branches ?? {})) putBranchBack(project, id, image);
  for (const [id, fields] of Object.entries(before.branchFields ?? {})) {
    Object.assign(project.branches.get(id)?.branch ?? {}, fields);
  }
  for (const [id, contents] of Object.entries(before.contents ?? {})) {
    const record = project.branches.get(id);
    // Postgres is asked again: an attempt may have done half of its work.
    if (record?.reading) record.reading.isCurrent = false;
    if (record) Object.assign(record, contents);
  }
  for (const [id, image] of Object.entries(before.endpoints ?? {})) putEndpointBack(project, id, image, idle, now);
  for (const [id, image] of Object.entries(before.snapshots ?? {})) {
    replaceItem(project.snapshots, ({ snapshot }) => snapshot.id === id, image);
  }
  for (const [id, image] of Object.entries(before.jwks ?? {})) {
    replaceItem(project.jwks, (jwks) => jwks.id === id, image);
  }
  if (before.historyRetentionSeconds !== undefined) {
    project.project.history_retention_seconds = before.historyRetentionSeconds;
  }
  if (before.isNewProject) {
    project.isDeleted = true;
    project.failedAt = now;
  }
}

function putBranchBack({ branches, deletedBranches }: ProjectRecord, id: string, image: BranchRecord | null): void {
  if (!image) {
    branches.delete(id);
    return;
  }
  replaceItem(deletedBranches, ({ branch }) => branch.id === id, null);
  const { roles, databases, services, reading, branch } = image;
  const { services: _services, reading: _reading, ...kept } = branches.get(id) ?? image;
  branches.set(id, {
    ...kept,
    branch,
    roles,
    databases,
    ...(services ? { services } : {}),
    ...(reading ? { reading: { ...reading, isCurrent: false } } : {}),
  });
}

function putEndpointBack(
  project: ProjectRecord,
  id: string,
  image: Endpoint | null,
  idle: ReadonlySet<string>,
  now: string,
): void {
  if (!image) {
    project.endpoints.delete(id);
    endUsage(project, id, Date.parse(now));
    return;
  }
  project.endpoints.set(id, image);
  if (image.current_state !== 'active') return;
  if (idle.has(id)) markEndpointIdle(project, image, now);
  else beginUsage(project, image, Date.parse(now));
}

/** Puts an item in the place of the one that is found, or at the end; null takes it out. */
function replaceItem<Item>(items: Item[], isIt: (item: Item) => boolean, item: Item | null): void {
  const index = items.findIndex(isIt);
  const put = item === null ? [] : [item];
  if (index >= 0) items.splice(index, 1, ...put);
  else items.push(...put);
}
