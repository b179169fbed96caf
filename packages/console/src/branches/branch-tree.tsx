import type { LiveEndpoint } from '@neon-api/emulator';
import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { goTo, linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { groupBy } from '../support/index.ts';
import { VirtualRows } from '../ui/index.ts';
import { BranchRow, rowId } from './branch-row.tsx';
import { layoutTree, rowAfterKey } from './layout-tree.ts';
import { ROW_HEIGHT } from './tree-lines.tsx';

const NO_ENDPOINTS: readonly LiveEndpoint[] = [];

export interface BranchTreeProps {
  readonly projectId: string;
  readonly branchId: string | undefined;
  /** Shows only branches whose name or id contains this text. */
  readonly search: string;
}

/** The branches of a project as a drawn tree: one stop of the Tab key, arrow keys within it. */
export function BranchTree({ projectId, branchId, search }: BranchTreeProps): JSX.Element {
  const { state, nowMs } = useSession();
  const wanted = useSignal(search);
  wanted.value = search.trim().toLowerCase();
  const rows = useComputed(() => layoutTree(matching(state.branch.value.values(), wanted.value)));
  const endpoints = useComputed(() => groupBy(state.endpoint.value.values(), ({ branch_id }) => branch_id));
  const active = rows.value.findIndex(({ branch }) => branch.id === branchId);
  const select = (row: number): void => {
    const branch = rows.value[row]?.branch;
    if (branch) goTo(linkTo({ view: 'branches', projectId, branchId: branch.id }));
  };
  return (
    <VirtualRows
      class="tree"
      role="tree"
      tabIndex={0}
      aria-label="Branches"
      aria-activedescendant={active < 0 ? undefined : rowId(branchId ?? '')}
      count={rows.value.length}
      rowHeight={ROW_HEIGHT}
      activeRow={active}
      onKeyDown={(event: KeyboardEvent) => {
        const target = rowAfterKey(rows.value, active, event.key);
        if (target === undefined) return;
        event.preventDefault();
        select(target);
      }}
    >
      {(index) => {
        const row = rows.value[index];
        if (!row) return null;
        return (
          <BranchRow
            key={row.branch.id}
            row={row}
            endpoints={endpoints.value.get(row.branch.id) ?? NO_ENDPOINTS}
            nowMs={nowMs}
            isSelected={index === active}
            onSelect={() => select(index)}
          />
        );
      }}
    </VirtualRows>
  );
}

function matching<One extends { readonly id: string; readonly name: string }>(
  all: Iterable<One>,
  search: string,
): One[] {
  return [...all].filter(({ id, name }) => name.toLowerCase().includes(search) || id.includes(search));
}
