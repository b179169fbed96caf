import { callAndWait } from '@neon-api/client/minimal';
import {
  createProjectBranchDatabase,
  createProjectBranchRole,
  deleteProjectBranchDatabase,
  deleteProjectBranchRole,
} from '@neon-api/client/operations';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useSession } from '../session/index.ts';
import { ActionDialog, ErrorNote, IconButton, Loading, SelectField, TextField, useLoaded } from '../ui/index.ts';
import type { BranchProps } from './branch-props.ts';
import { type Contents, readContents } from './read-contents.ts';

type Shown = 'database' | 'role' | { readonly delete: 'database' | 'role'; readonly name: string } | undefined;

/** The databases and roles of a branch. */
export function BranchContents({ projectId, branch }: BranchProps): JSX.Element {
  const { neon, state } = useSession();
  const changes = useSignal(0);
  const shown = useSignal<Shown>(undefined);
  // Each change of roles or databases is an operation.
  const finished = [...state.operation.value.values()].filter(
    ({ branch_id, status }) => branch_id === branch.id && status === 'finished',
  ).length;
  const place = { projectId, branchId: branch.id };
  const loaded = useLoaded(() => readContents(neon, place), [branch.id, changes.value, finished]).value;
  const last = useSignal<Contents | undefined>(undefined);
  if (loaded.kind === 'ready') last.value = loaded.value;
  const contents = last.value;
  const close = (): void => {
    shown.value = undefined;
    changes.value += 1;
  };
  const show = (next: Shown) => (): void => {
    shown.value = next;
  };
  return (
    <section class="block" aria-labelledby="contents">
      <h3 id="contents" class="unseen">
        Databases and roles
      </h3>
      {loaded.kind === 'failed' && <ErrorNote text={loaded.message} />}
      {!contents && loaded.kind === 'loading' && <Loading what="databases and roles" />}
      {contents && (
        <div class="columns">
          <NameList
            title="Databases"
            what="database"
            show={show}
            items={contents.databases.map(({ name, owner_name }) => [name, `owned by ${owner_name}`])}
          />
          <NameList title="Roles" what="role" show={show} items={contents.roles.map(({ name }) => [name, ''])} />
        </div>
      )}
      <ContentsDialog place={place} contents={contents} shown={shown.value} onClose={close} />
    </section>
  );
}

interface NameListProps {
  readonly title: string;
  readonly what: 'database' | 'role';
  readonly items: readonly (readonly [name: string, remark: string])[];
  readonly show: (next: Shown) => () => void;
}

function NameList({ title, what, items, show }: NameListProps): JSX.Element {
  return (
    <div>
      <div class="block-head">
        <h4>
          {title} <span class="count">{items.length}</span>
        </h4>
        <IconButton icon="plus" label={`Add a ${what}`} onClick={show(what)} />
      </div>
      <ul class="names">
        {items.map(([name, remark]) => (
          <li key={name}>
            <span>
              <span class="name">{name}</span> <span class="muted">{remark}</span>
            </span>
            <IconButton icon="trash" label={`Delete ${what} ${name}`} onClick={show({ delete: what, name })} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ContentsDialogProps {
  readonly place: { readonly projectId: string; readonly branchId: string };
  readonly contents: Contents | undefined;
  readonly shown: Shown;
  readonly onClose: () => void;
}

function ContentsDialog({
  place: { projectId, branchId },
  contents,
  shown,
  onClose,
}: ContentsDialogProps): JSX.Element | null {
  const { neon } = useSession();
  const place = { project_id: projectId, branch_id: branchId };
  if (shown === undefined) return null;
  if (typeof shown === 'string')
    return <AddName what={shown} roles={contents?.roles ?? []} place={place} onClose={onClose} />;
  const { delete: what, name } = shown;
  return (
    <ActionDialog
      title={`Delete ${what} ${name}`}
      action={`Delete ${what}`}
      danger
      onClose={onClose}
      onAct={async () => {
        if (what === 'role') await callAndWait(neon, deleteProjectBranchRole, { ...place, role_name: name });
        else await callAndWait(neon, deleteProjectBranchDatabase, { ...place, database_name: name });
      }}
    >
      <p>
        The {what} <b>{name}</b> is deleted. This cannot be undone.
      </p>
    </ActionDialog>
  );
}

interface AddNameProps {
  readonly what: 'database' | 'role';
  readonly roles: Contents['roles'];
  readonly place: { readonly project_id: string; readonly branch_id: string };
  readonly onClose: () => void;
}

function AddName({ what, roles, place, onClose }: AddNameProps): JSX.Element {
  const { neon } = useSession();
  const name = useSignal('');
  const owner = useSignal(roles[0]?.name ?? '');
  return (
    <ActionDialog
      title={`New ${what}`}
      action={`Create ${what}`}
      onClose={onClose}
      onAct={async () => {
        if (what === 'role')
          await callAndWait(neon, createProjectBranchRole, { ...place, body: { role: { name: name.value } } });
        else {
          const database = { name: name.value, owner_name: owner.value };
          await callAndWait(neon, createProjectBranchDatabase, { ...place, body: { database } });
        }
      }}
    >
      <TextField label="Name" value={name} required />
      {what === 'database' && (
        <SelectField
          label="Owner"
          value={owner.value}
          choices={roles.map((role) => [role.name, role.name])}
          onChoose={(chosen) => {
            owner.value = chosen;
          }}
        />
      )}
      {what === 'role' && <p class="muted">The emulator generates its password, which the connection strings show.</p>}
    </ActionDialog>
  );
}
