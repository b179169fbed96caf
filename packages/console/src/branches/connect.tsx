import { connectionUris } from '@neon-api/helpers';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { maskUri } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { CopyButton, ErrorNote, IconButton, Loading, SelectField, useLoaded } from '../ui/index.ts';
import type { BranchProps } from './branch-props.ts';
import { type BranchPlace, readContents } from './read-contents.ts';

/** The connection URIs of a branch, with hidden passwords. */
export function Connect({ projectId, branch }: BranchProps): JSX.Element {
  const { state } = useSession();
  const isShown = useSignal(false);
  const hasCompute = [...state.endpoint.value.values()].some(({ branch_id }) => branch_id === branch.id);
  return (
    <section class="block" aria-labelledby="connect">
      <div class="block-head">
        <h3 id="connect">Connect</h3>
        {hasCompute && (
          <IconButton
            icon={isShown.value ? 'eye-off' : 'eye'}
            label={isShown.value ? 'Hide the password' : 'Show the password'}
            pressed={isShown.value}
            onClick={() => {
              isShown.value = !isShown.value;
            }}
          />
        )}
      </div>
      {hasCompute ? (
        <Uris projectId={projectId} branchId={branch.id} isShown={isShown.value} />
      ) : (
        <p class="muted">A branch without a compute has no connection strings.</p>
      )}
    </section>
  );
}

interface UrisProps extends BranchPlace {
  readonly isShown: boolean;
}

function Uris({ projectId, branchId, isShown }: UrisProps): JSX.Element {
  const { neon } = useSession();
  const database = useSignal('');
  const role = useSignal('');
  const loaded = useLoaded(async () => {
    const { databases, roles } = await readContents(neon, { projectId, branchId });
    const databaseName = database.value || (databases[0]?.name ?? '');
    const roleName = role.value || (databases.find(({ name }) => name === databaseName)?.owner_name ?? '');
    const uris = await connectionUris(neon, { projectId, branchId, databaseName, roleName });
    return { databases, roles, databaseName, roleName, uris };
  }, [branchId, database.value, role.value]).value;
  if (loaded.kind === 'loading') return <Loading what="connection URIs" />;
  if (loaded.kind === 'failed') return <ErrorNote text={loaded.message} />;
  const { databases, roles, databaseName, roleName, uris } = loaded.value;
  return (
    <>
      <div class="field-row">
        <SelectField
          label="Database"
          value={databaseName}
          choices={databases.map(({ name }) => [name, name])}
          onChoose={(name) => {
            database.value = name;
          }}
        />
        <SelectField
          label="Role"
          value={roleName}
          choices={roles.map(({ name }) => [name, name])}
          onChoose={(name) => {
            role.value = name;
          }}
        />
      </div>
      <Uri label="Direct" uri={uris.direct} isShown={isShown} />
      <Uri label="Pooled" uri={uris.pooled} isShown={isShown} />
    </>
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
