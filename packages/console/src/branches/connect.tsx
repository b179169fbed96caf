import { connectionUris } from '@neon-api/helpers';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { maskUri } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { CopyButton, ErrorNote, IconButton, Loading, SelectField, useLoaded } from '../ui/index.ts';
import type { BranchProps } from './branch-details.tsx';
import { readContents } from './read-contents.ts';

/** The connection URIs of a branch, with hidden passwords. */
export function Connect({ projectId, branch }: BranchProps): JSX.Element {
  const { neon, state } = useSession();
  const database = useSignal('');
  const role = useSignal('');
  const isShown = useSignal(false);
  const computes = [...state.endpoint.value.values()].filter(({ branch_id }) => branch_id === branch.id).length;
  const place = { projectId, branchId: branch.id };
  const loaded = useLoaded(async () => {
    const { databases, roles } = await readContents(neon, place);
    const databaseName = database.value || (databases[0]?.name ?? '');
    const roleName = role.value || (databases.find(({ name }) => name === databaseName)?.owner_name ?? '');
    const uris = await connectionUris(neon, { ...place, databaseName, roleName });
    return { databases, roles, databaseName, roleName, uris };
  }, [branch.id, computes, database.value, role.value]).value;
  return (
    <section class="block" aria-labelledby="connect">
      <div class="block-head">
        <h3 id="connect">Connect</h3>
        <IconButton
          icon={isShown.value ? 'eye-off' : 'eye'}
          label={isShown.value ? 'Hide the password' : 'Show the password'}
          pressed={isShown.value}
          onClick={() => {
            isShown.value = !isShown.value;
          }}
        />
      </div>
      {loaded.kind === 'loading' && <Loading what="connection URIs" />}
      {loaded.kind === 'failed' && <ErrorNote text={loaded.message} />}
      {loaded.kind === 'ready' && (
        <>
          <div class="field-row">
            <SelectField
              label="Database"
              value={loaded.value.databaseName}
              choices={loaded.value.databases.map(({ name }) => [name, name])}
              onChoose={(name) => {
                database.value = name;
              }}
            />
            <SelectField
              label="Role"
              value={loaded.value.roleName}
              choices={loaded.value.roles.map(({ name }) => [name, name])}
              onChoose={(name) => {
                role.value = name;
              }}
            />
          </div>
          <Uri label="Direct" uri={loaded.value.uris.direct} isShown={isShown.value} />
          <Uri label="Pooled" uri={loaded.value.uris.pooled} isShown={isShown.value} />
        </>
      )}
    </section>
  );
}

function Uri({
  label,
  uri,
  isShown,
}: {
  readonly label: string;
  readonly uri: string;
  readonly isShown: boolean;
}): JSX.Element {
  return (
    <div class="uri">
      <span class="uri-label">{label}</span>
      <code>{isShown ? uri : maskUri(uri)}</code>
      <CopyButton text={uri} label={`Copy the ${label.toLowerCase()} URI`} />
    </div>
  );
}
