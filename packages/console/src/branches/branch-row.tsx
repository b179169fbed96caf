import type { LiveEndpoint } from '@neon-api/emulator';
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatAge, formatBytes, formatSpan } from '../format/index.ts';
import { Badges } from './badges.tsx';
import { ComputeState } from './compute-state.tsx';
import { computeKind } from './describe-compute.ts';
import type { TreeRow } from './layout-tree.ts';
import { ROW_HEIGHT, TreeLines } from './tree-lines.tsx';

export interface BranchRowProps {
  readonly row: TreeRow;
  readonly endpoints: readonly LiveEndpoint[];
  readonly nowMs: ReadonlySignal<number>;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

export const rowId = (branchId: string): string => `row-${branchId}`;

/** A branch in the tree. The tree itself handles keys. */
export function BranchRow({ row, endpoints, nowMs, isSelected, onSelect }: BranchRowProps): JSX.Element {
  const { branch, level, place, siblings } = row;
  const kind = computeKind(endpoints);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree that contains the row handles keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree keeps the focus and names its active row.
    <div
      class={`branch-row ${isSelected ? 'selected' : ''}`}
      id={rowId(branch.id)}
      role="treeitem"
      aria-level={level + 1}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={isSelected}
      style={{ height: `${ROW_HEIGHT}px` }}
      onClick={onSelect}
    >
      <TreeLines row={row} kind={kind} />
      <span class="branch-name">
        <span class="name">{branch.name}</span>
        <Badges branch={branch} />
        {branch.expires_at !== undefined && (
          <span class="badge warn expiry-short" aria-hidden="true">
            {spanUntil(branch.expires_at, nowMs.value)}
          </span>
        )}
      </span>
      <span class="branch-compute">
        <ComputeState kind={kind} />
      </span>
      <span class="branch-size">{branch.logical_size === undefined ? '' : formatBytes(branch.logical_size)}</span>
      <Times createdAt={branch.created_at} expiresAt={branch.expires_at} nowMs={nowMs} />
    </div>
  );
}

function spanUntil(time: string, nowMs: number): string {
  return formatSpan(Math.max(0, Date.parse(time) - nowMs));
}

interface TimesProps {
  readonly createdAt: string;
  readonly expiresAt: string | undefined;
  readonly nowMs: ReadonlySignal<number>;
}

/** A component of its own, so that only it is rendered each second. */
function Times({ createdAt, expiresAt, nowMs }: TimesProps): JSX.Element {
  return (
    <span class="branch-times">
      {expiresAt === undefined ? null : (
        <span class="expiry" title={`Expires at ${expiresAt}`}>
          expires in {spanUntil(expiresAt, nowMs.value)}
        </span>
      )}
      <span class="age">{formatAge(nowMs.value - Date.parse(createdAt))}</span>
    </span>
  );
}
