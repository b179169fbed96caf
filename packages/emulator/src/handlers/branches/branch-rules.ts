import type { Branch } from '@neon-api/types';
import { conflict, ruleForbids } from '../../errors/index.ts';
import type { ProjectRecord } from '../../state/index.ts';
import { checkIsReady, childrenOf } from '../common/index.ts';

const MAX_TTL_MS = 30 * 24 * 60 * 60 * 1000;

/** Refuses a branch name that the project already uses. */
export function checkBranchNameIsFree({ branches }: ProjectRecord, name: string, except?: string): void {
  for (const { branch } of branches.values()) {
    if (branch.name === name && branch.id !== except) throw conflict(`branch with name "${name}" already exists`);
  }
}

/** Refuses default, protected and parent branches. The default rule also keeps the last branch. */
export function checkDeletable(project: ProjectRecord, branch: Branch): void {
  if (branch.default) throw ruleForbids('cannot delete the default branch; make another one the default first');
  if (branch.protected) throw ruleForbids('cannot delete a protected branch; unprotect it first');
  const [child] = childrenOf(project, branch.id);
  if (child) throw ruleForbids(`cannot delete a branch that has children; delete ${child.id} first`);
}

/** The properties that an expiring branch cannot have. */
export interface Standing {
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  readonly isParent: boolean;
}

/** Accepts an RFC 3339 time in the future, at most 30 days ahead, or `undefined` for no expiry. */
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
  if (parent.expires_at !== undefined) {
    throw ruleForbids('an expiring branch cannot have children; remove its expires_at first');
  }
}
