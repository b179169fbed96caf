import { callAndWait } from '@neon-api/client/minimal';
import { deleteProjectBranch } from '@neon-api/client/operations';
import { resetBranch } from '@neon-api/helpers';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { goTo, linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { ActionDialog, Button, Icon, notify } from '../ui/index.ts';
import type { BranchDialogProps, BranchProps } from './branch-props.ts';
import { CompareSchemas } from './compare-schemas.tsx';
import { RestoreBranch } from './restore-branch.tsx';

type Shown = 'reset' | 'restore' | 'compare' | 'delete' | undefined;

export function BranchActions({ projectId, branch }: BranchProps): JSX.Element {
  const shown = useSignal<Shown>(undefined);
  const show = (action: Shown) => (): void => {
    shown.value = action;
  };
  const dialog = { projectId, branch, onClose: show(undefined) };
  return (
    <div class="actions">
      <a class="button plain" href={linkTo({ view: 'tables', projectId, branchId: branch.id })}>
        <Icon name="table" />
        Tables and SQL
      </a>
      {branch.parent_id !== undefined && (
        <>
          <Button icon="diff" onClick={show('compare')}>
            Compare schema
          </Button>
          <Button icon="branch" onClick={show('reset')}>
            Reset
          </Button>
        </>
      )}
      <Button icon="history" onClick={show('restore')}>
        Restore
      </Button>
      <Button icon="trash" kind="danger" disabled={branch.default} onClick={show('delete')}>
        Delete
      </Button>
      {shown.value === 'compare' && <CompareSchemas {...dialog} />}
      {shown.value === 'reset' && <Reset {...dialog} />}
      {shown.value === 'restore' && <RestoreBranch {...dialog} />}
      {shown.value === 'delete' && <Delete {...dialog} />}
    </div>
  );
}

function Reset({ projectId, branch, onClose }: BranchDialogProps): JSX.Element {
  const { neon, state } = useSession();
  const parent = state.branch.value.get(branch.parent_id ?? '');
  return (
    <ActionDialog
      title={`Reset ${branch.name}`}
      action="Reset branch"
      danger
      onClose={onClose}
      onAct={async () => {
        await resetBranch(neon, { projectId, branchId: branch.id });
        notify(`${branch.name} has the data of ${parent?.name ?? 'its parent'} again`);
      }}
    >
      <p>
        The data of <b>{branch.name}</b> is replaced with the latest data of <b>{parent?.name ?? 'its parent'}</b>. Its
        connections end; its connection strings stay the same.
      </p>
    </ActionDialog>
  );
}

function Delete({ projectId, branch, onClose }: BranchDialogProps): JSX.Element {
  const { neon } = useSession();
  return (
    <ActionDialog
      title={`Delete ${branch.name}`}
      action="Delete branch"
      danger
      onClose={onClose}
      onAct={async () => {
        await callAndWait(neon, deleteProjectBranch, { project_id: projectId, branch_id: branch.id });
        goTo(linkTo({ view: 'branches', projectId }));
        notify(`${branch.name} is deleted`);
      }}
    >
      <p>
        <b>{branch.name}</b> and its computes are deleted. Its connections end.
      </p>
    </ActionDialog>
  );
}
