import type { NeonCaller } from '@neon-api/client';
import type { Branch } from '@neon-api/types';
import { listBranches } from '../internal/index.ts';
import {
  assertOptions,
  callOptions,
  PROJECT_OPTION,
  type ProjectOption,
  SIGNAL_OPTION,
  type SignalOption,
} from '../options/index.ts';

export interface BranchNode {
  readonly branch: Branch;
  /** Sorted by name. */
  readonly children: readonly BranchNode[];
}

export interface BranchTree {
  /** Branches without a visible parent. The default branch comes first, the others are sorted by name. */
  readonly roots: readonly BranchNode[];
  /** The tree as text, one line per branch. */
  readonly text: string;
}

/**
 * Returns the branches of a project as a tree, as data and as text.
 *
 * @throws NeonApiError if the project does not exist
 * @example
 * console.log((await branchTree(neon, { projectId })).text);
 */
export async function branchTree(neon: NeonCaller, options: ProjectOption & SignalOption): Promise<BranchTree> {
  assertOptions('branchTree', options, { ...PROJECT_OPTION, ...SIGNAL_OPTION });
  const { projectId } = options;
  const roots = growTree(await listBranches(neon, { projectId }, callOptions(options)));
  return { roots, text: drawTree(roots) };
}

function growTree(branches: readonly Branch[]): BranchNode[] {
  const ids = new Set(branches.map(({ id }) => id));
  const byParent = new Map<string | undefined, Branch[]>();
  for (const branch of branches) {
    const parent = branch.parent_id !== undefined && ids.has(branch.parent_id) ? branch.parent_id : undefined;
    byParent.set(parent, [...(byParent.get(parent) ?? []), branch]);
  }
  const grow = (parent: string | undefined): BranchNode[] =>
    (byParent.get(parent) ?? []).sort(byDefaultThenName).map((branch) => ({ branch, children: grow(branch.id) }));
  return grow(undefined);
}

function byDefaultThenName(a: Branch, b: Branch): number {
  return Number(b.default) - Number(a.default) || (a.name < b.name ? -1 : 1);
}

function drawTree(roots: readonly BranchNode[]): string {
  const drawChildren = (children: readonly BranchNode[], indent: string): string[] =>
    children.flatMap((node, index) => {
      const isLast = index === children.length - 1;
      return [
        `${indent}${isLast ? '└─ ' : '├─ '}${describe(node.branch)}`,
        ...drawChildren(node.children, `${indent}${isLast ? '   ' : '│  '}`),
      ];
    });
  return roots.flatMap((root) => [describe(root.branch), ...drawChildren(root.children, '')]).join('\n');
}

function describe(branch: Branch): string {
  const remarks = [
    branch.default && 'default',
    branch.protected && 'protected',
    branch.expires_at !== undefined && `expires ${branch.expires_at}`,
    branch.current_state !== 'ready' && branch.current_state,
  ].filter(Boolean);
  return `${branch.name} (${[branch.id, ...remarks].join(', ')})`;
}
