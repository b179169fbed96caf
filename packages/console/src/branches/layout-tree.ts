import type { Branch } from '@neon-api/types';
import { groupBy } from '../support/index.ts';

/** A branch as a row of the drawn tree. */
export interface TreeRow {
  readonly branch: Branch;
  /** 0 for a root. */
  readonly level: number;
  /** For each level above, whether its line continues below this row. */
  readonly lines: readonly boolean[];
  readonly isLast: boolean;
  readonly hasChildren: boolean;
  /** The place among the branches of the same parent, from 1, and their number. */
  readonly place: number;
  readonly siblings: number;
}

/** Lays branches out as rows, parents before children: the default branch first, then by name. */
export function layoutTree(branches: Iterable<Branch>): TreeRow[] {
  const all = [...branches];
  const ids = new Set(all.map(({ id }) => id));
  const byParent = groupBy(all, ({ parent_id }) =>
    parent_id !== undefined && ids.has(parent_id) ? parent_id : undefined,
  );
  const rows: TreeRow[] = [];
  const add = (parent: string | undefined, level: number, lines: readonly boolean[]): void => {
    const siblings = (byParent.get(parent) ?? []).sort(byDefaultThenName);
    for (const [index, branch] of siblings.entries()) {
      const isLast = index === siblings.length - 1;
      const hasChildren = byParent.has(branch.id);
      rows.push({ branch, level, lines, isLast, hasChildren, place: index + 1, siblings: siblings.length });
      if (hasChildren) add(branch.id, level + 1, level === 0 ? [] : [...lines, !isLast]);
    }
  };
  add(undefined, 0, []);
  return rows;
}

function byDefaultThenName(a: Branch, b: Branch): number {
  return Number(b.default) - Number(a.default) || (a.name < b.name ? -1 : 1);
}

/** Returns the row to select after a key of the tree pattern, or undefined for another key. */
export function rowAfterKey(rows: readonly TreeRow[], row: number, key: string): number | undefined {
  const level = rows[row]?.level ?? 0;
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows.length - 1, row + 1);
    case 'ArrowUp':
      return Math.max(0, row - 1);
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    case 'ArrowRight':
      return rows[row]?.hasChildren ? row + 1 : row;
    case 'ArrowLeft':
      return Math.max(
        0,
        rows.slice(0, row).findLastIndex((other) => other.level < level),
      );
    default:
      return undefined;
  }
}
