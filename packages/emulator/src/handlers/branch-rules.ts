import type { Branch } from '@neon-api/types';
import { badRequest, conflict, ruleForbids } from '../errors/index.ts';
import type { PointInTime, ProjectRecord } from '../state/index.ts';
import { childrenOf } from './find.ts';

const MAX_TTL_MS = 30 * 24 * 60 * 60 * 1000;
const LSN = /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i;

/** Branch names are unique in a project. */
export function checkBranchNameIsFree({ branches }: ProjectRecord, name: string, except?: string): void {
  for (const { branch } of branches.values()) {
    if (branch.name === name && branch.id !== except) throw conflict(`branch with name "${name}" already exists`);
  }
}

/** Refused for the default branch, protected ones and parents of others. The default rule keeps the last one, too. */
export function checkDeletable(project: ProjectRecord, branch: Branch): void {
  if (branch.default) throw ruleForbids('cannot delete the default branch; make another one the default first');
  if (branch.protected) throw ruleForbids('cannot delete a protected branch; unprotect it first');
  const [child] = childrenOf(project, branch.id);
  if (child) throw ruleForbids(`cannot delete a branch that has children; delete ${child.id} first`);
}

/** What an expiring branch can be none of: the default, protected, a parent. */
export interface Standing {
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  readonly isParent: boolean;
}

/** RFC 3339 in the future, at most 30 days ahead; `undefined` does not expire. */
export function checkExpiry(expiresAt: string | undefined, standing: Standing, nowMs: number): void {
  if (expiresAt === undefined) return;
  if (standing.isDefault) throw ruleForbids('the default branch cannot expire');
  if (standing.isProtected) throw ruleForbids('a protected branch cannot expire');
  if (standing.isParent) throw ruleForbids('a branch with children cannot expire');
  const aheadMs = Date.parse(expiresAt) - nowMs;
  if (aheadMs <= 0) throw ruleForbids('expires_at must be in the future');
  if (aheadMs > MAX_TTL_MS) throw ruleForbids('expires_at must be at most 30 days ahead');
}

export function checkCanBeParent(parent: Branch): void {
  checkIsReady(parent);
  if (parent.expires_at !== undefined)
    throw ruleForbids('an expiring branch cannot have children; remove its expires_at first');
}

/** An archived branch counts: it comes back when it is used. */
export function checkIsReady({ current_state: state }: Branch): void {
  if (state !== 'ready' && state !== 'archived') throw ruleForbids('branch not ready yet');
}

/** An LSN or a time of the branch's own history within the project's retention, not both; undefined is its head. */
export function choosePoint(
  { lsn, timestamp }: { readonly lsn?: string | undefined; readonly timestamp?: string | undefined },
  { project }: ProjectRecord,
  branch: Branch,
  nowMs: number,
): PointInTime | undefined {
  if (lsn !== undefined && timestamp !== undefined) throw badRequest('give an LSN or a timestamp, not both');
  if (lsn !== undefined) {
    if (!LSN.test(lsn)) throw badRequest(`"${lsn}" is not an LSN such as 0/1DE2850`);
    return { lsn };
  }
  if (timestamp === undefined) return undefined;
  const timeMs = Date.parse(timestamp);
  if (Number.isNaN(timeMs)) throw badRequest(`"${timestamp}" is not an RFC 3339 timestamp`);
  if (timeMs > nowMs) throw ruleForbids('the timestamp must not be in the future');
  if (timeMs < Date.parse(branch.created_at)) {
    throw ruleForbids(`the timestamp is before the branch was created (${branch.created_at})`);
  }
  const retention = project.history_retention_seconds;
  if (timeMs < nowMs - retention * 1000) {
    throw ruleForbids(`the timestamp is before the history that the project retains (${retention} seconds)`);
  }
  return { timestamp };
}
