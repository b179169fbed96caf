import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { Button, Empty, Loading, SearchField } from '../ui/index.ts';
import { BranchDetails } from './branch-details.tsx';
import { BranchTree } from './branch-tree.tsx';
import { CreateBranch } from './create-branch.tsx';

export interface BranchesViewProps {
  readonly projectId: string;
  readonly branchId: string | undefined;
}

/** The tree of branches, and beside it the selected branch. On narrow screens, one of the two. */
export function BranchesView({ projectId, branchId }: BranchesViewProps): JSX.Element {
  const { state } = useSession();
  const search = useSignal('');
  const isCreating = useSignal(false);
  const branches = state.branch.value;
  const selected = branchId === undefined ? undefined : branches.get(branchId);
  if (branches.size === 0) return <Loading what="branches" />;
  return (
    <div class={`branches ${branchId === undefined ? '' : 'has-selection'}`}>
      <section class="panel tree-panel" aria-label="Branch tree">
        <div class="panel-head">
          <SearchField
            label="Search branches"
            placeholder={`Search ${branches.size === 1 ? '1 branch' : `${branches.size} branches`}`}
            search={search}
          />
          <Button
            icon="plus"
            kind="primary"
            onClick={() => {
              isCreating.value = true;
            }}
          >
            New branch
          </Button>
        </div>
        <BranchTree projectId={projectId} branchId={branchId} search={search.value} />
      </section>
      <section class="details" aria-label="Selected branch">
        {selected ? (
          <BranchDetails key={selected.id} projectId={projectId} branch={selected} />
        ) : (
          <Empty title={branchId === undefined ? 'Select a branch' : 'This branch does not exist'}>
            {branchId === undefined ? (
              'Its connection strings, compute, roles and databases appear here.'
            ) : (
              <a href={linkTo({ view: 'branches', projectId })}>Back to all branches</a>
            )}
          </Empty>
        )}
      </section>
      {isCreating.value && (
        <CreateBranch
          projectId={projectId}
          parentId={branchId}
          onClose={() => {
            isCreating.value = false;
          }}
        />
      )}
    </div>
  );
}
