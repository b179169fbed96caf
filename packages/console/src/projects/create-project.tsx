import { createProject, getCurrentUserOrganizations } from '@neon-api/client/operations';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { goTo, linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { ActionDialog, TextField } from '../ui/index.ts';

export function CreateProject({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { neon } = useSession();
  const name = useSignal('');
  return (
    <ActionDialog
      title="New project"
      action="Create project"
      onClose={onClose}
      onAct={async () => {
        const named = name.value.trim() === '' ? {} : { name: name.value.trim() };
        const { organizations } = await getCurrentUserOrganizations(neon);
        const org = organizations.slice(0, 1).map(({ id }) => ({ org_id: id }))[0];
        const { project } = await createProject(neon, { body: { project: { ...named, ...org } } });
        goTo(linkTo({ view: 'branches', projectId: project.id }));
      }}
    >
      <TextField label="Name" value={name} placeholder="shop" hint="Leave it empty for a generated name." />
    </ActionDialog>
  );
}
