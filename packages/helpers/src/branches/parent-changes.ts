import type { Branch } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';

/** A branch that has another parent than before. */
export interface ParentChange {
  readonly branchId: string;
  readonly name: string;
  /** Absent when it was new, or a root. */
  readonly before?: string;
  /** Absent when it is a root now. */
  readonly after?: string;
}

type Placed = Pick<Branch, 'id' | 'name' | 'parent_id'>;

/** The branches whose parent has changed, and those that are new. */
export function findParentChanges(before: readonly Placed[], after: readonly Placed[]): ParentChange[] {
  const earlier = new Map(before.map((branch) => [branch.id, branch]));
  return after
    .filter((branch) => !earlier.has(branch.id) || earlier.get(branch.id)?.parent_id !== branch.parent_id)
    .map(({ id, name, parent_id }) => {
      const from = earlier.get(id)?.parent_id;
      return withoutUndefined({ branchId: id, name, before: from, after: parent_id });
    });
}
