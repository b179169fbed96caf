import { callAndWait } from '@neon-api/client/minimal';
import { createProjectBranch } from '@neon-api/client/operations';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { goTo, linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { ActionDialog, RadioField, SelectField, Switch, TextField } from '../ui/index.ts';
import { branchRequest, type NewBranch } from './branch-request.ts';
import { PointFields } from './point-fields.tsx';

const DATA = [
  ['all', 'Schema and data'],
  ['schema', 'Schema only'],
] as const;

const LIFETIMES = [
  ['', 'Never'],
  ['3600', 'In 1 hour'],
  ['86400', 'In 1 day'],
  ['604800', 'In 7 days'],
] as const;

export interface CreateBranchProps {
  readonly projectId: string;
  /** The parent that is chosen first; default: the default branch. */
  readonly parentId: string | undefined;
  readonly onClose: () => void;
}

export function CreateBranch({ projectId, parentId, onClose }: CreateBranchProps): JSX.Element {
  const { neon, state, nowMs } = useSession();
  const branches = [...state.branch.value.values()];
  const name = useSignal('');
  const parent = useSignal(parentId ?? branches.find((branch) => branch.default)?.id ?? '');
  const data = useSignal('all');
  const point = useSignal('now');
  const time = useSignal('');
  const lsn = useSignal('');
  const lifetime = useSignal('');
  const hasCompute = useSignal(true);
  const isSchemaOnly = data.value === 'schema';

  const create = async (): Promise<void> => {
    const asked: NewBranch = {
      ...{ name: name.value, parentId: parent.value, isSchemaOnly, hasCompute: hasCompute.value },
      ...{ point: point.value, time: time.value, lsn: lsn.value },
      expiresAtMs: lifetime.value === '' ? undefined : nowMs.peek() + Number(lifetime.value) * 1000,
    };
    const { branch } = await callAndWait(neon, createProjectBranch, {
      project_id: projectId,
      body: branchRequest(asked),
    });
    goTo(linkTo({ view: 'branches', projectId, branchId: branch.id }));
  };

  return (
    <ActionDialog title="New branch" action="Create branch" onClose={onClose} onAct={create}>
      <TextField label="Name" value={name} placeholder="preview/login" hint="Leave it empty for a generated name." />
      <SelectField
        label="Parent"
        value={parent.value}
        choices={branches.map((branch) => [branch.id, branch.name])}
        onChoose={(id) => {
          parent.value = id;
        }}
      />
      <RadioField legend="Contents" value={data} choices={DATA} />
      {!isSchemaOnly && <PointFields legend="From" point={point} time={time} lsn={lsn} />}
      <SelectField
        label="Expires"
        value={lifetime.value}
        choices={LIFETIMES}
        onChoose={(seconds) => {
          lifetime.value = seconds;
        }}
      />
      <Switch
        label="Add a compute"
        hint="Without one, the branch accepts no connections."
        on={hasCompute.value}
        onToggle={(on) => {
          hasCompute.value = on;
        }}
      />
    </ActionDialog>
  );
}
