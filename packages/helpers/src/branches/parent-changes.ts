import type { Branch } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';

/** A branch whose parent has changed. */
export interface ParentChange {
  readonly branchId: string;
  readonly name: string;
  /** Id of the old parent. Absent if the branch was a root or did not exist. */
  readonly before?: string;
  /** Id of the new parent. Absent if the branch is now a root. */
  readonly after?: string;
}

type Placed = Pick<Branch, 'id' | 'name' | 'parent_id'>;

/** Returns the branches whose parent has changed, and new branches. */
export function findParentChanges(before: readonly Placed[], after: readonly Placed[]): ParentChange[] {
  const earlier = new Map(before.map((branch) => [branch.id, branch]));
  return after
    .filter((branch) => !earlier.has(branch.id) || earlier.get(branch.id)?.parent_id !== branch.parent_id)
    .map(({ id, name, parent_id }) => {
      const from = earlier.get(id)?.parent_id;
      return withoutUndefined({ branchId: id, name, before: from, after: parent_id });
    });
}
