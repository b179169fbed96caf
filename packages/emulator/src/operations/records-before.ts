import type { Endpoint } from '@neon-api/types';
import type { BranchRecord, ProjectRecord, RecordsBefore } from '../state/index.ts';
import { markEndpointIdle } from './mark-states.ts';
import { beginUsage, endUsage } from './usage.ts';

/** The ids of the records that a call is about to change or create. */
export interface Concerned {
  readonly branches?: readonly string[];
  readonly endpoints?: readonly string[];
}

/** Copies the records that a call is about to change, so that they can be restored. */
export function captureRecords(project: ProjectRecord, { branches = [], endpoints = [] }: Concerned): RecordsBefore {
  return {
    branches: pickCopies(project.branches, branches),
    endpoints: pickCopies(project.endpoints, endpoints),
  };
}

/** Copies the roles and databases of a branch before a call changes them. */
export function captureContents({ branch, roles, databases }: BranchRecord): RecordsBefore {
  return { contents: { [branch.id]: structuredClone({ roles, databases }) } };
}

function pickCopies<Item>(items: ReadonlyMap<string, Item>, ids: readonly string[]): Record<string, Item | null> {
  return Object.fromEntries(ids.map((id) => [id, structuredClone(items.get(id) ?? null)]));
}

/**
 * Restores records. Endpoints that were active are active again, except those in `idle`. Keeps other parts of a branch
 * than roles, databases and services, because they can change while an operation runs.
 */
export function restoreRecords(
  project: ProjectRecord,
  before: RecordsBefore,
  idle: ReadonlySet<string>,
  now: string,
): void {
  for (const [id, image] of Object.entries(before.branches ?? {})) restoreBranch(project, id, image);
  for (const [id, fields] of Object.entries(before.branchFields ?? {})) {
    Object.assign(project.branches.get(id)?.branch ?? {}, fields);
  }
  for (const [id, contents] of Object.entries(before.contents ?? {})) {
    const record = project.branches.get(id);
    // Forces a new reading, because an attempt may have done half of its work.
    if (record?.reading) record.reading.isCurrent = false;
    if (record) Object.assign(record, contents);
  }
  for (const [id, image] of Object.entries(before.endpoints ?? {})) restoreEndpoint(project, id, image, idle, now);
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

function restoreBranch({ branches, deletedBranches }: ProjectRecord, id: string, image: BranchRecord | null): void {
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

function restoreEndpoint(
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

/** Replaces the found item, or appends it; null removes it. */
function replaceItem<Item>(items: Item[], isIt: (item: Item) => boolean, item: Item | null): void {
  const index = items.findIndex(isIt);
  const put = item === null ? [] : [item];
  if (index >= 0) items.splice(index, 1, ...put);
  else items.push(...put);
}
