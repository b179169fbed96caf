import { compareBranches } from '@neon-api/helpers';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useSession } from '../session/index.ts';
import { Dialog, Empty, ErrorNote, Loading, SelectField, useLoaded } from '../ui/index.ts';
import type { BranchDialogProps } from './branch-props.ts';
import { type DiffLine, readDiff } from './diff-lines.ts';
import { readContents } from './read-contents.ts';

/** The schema of a branch compared with another, by default its parent. */
export function CompareSchemas({ projectId, branch, onClose }: BranchDialogProps): JSX.Element {
  const { neon, state } = useSession();
  const base = useSignal(branch.parent_id ?? '');
  const database = useSignal('');
  const place = { projectId, branchId: branch.id };
  const loaded = useLoaded(
    async (signal) => {
      const { databases } = await readContents(neon, place);
      const databaseName = database.value || (databases[0]?.name ?? '');
      const comparison = await compareBranches(neon, { ...place, baseBranchId: base.value, databaseName, signal });
      return { databases, databaseName, comparison };
    },
    [base.value, database.value],
  ).value;
  const others = [...state.branch.value.values()].filter(({ id }) => id !== branch.id);
  return (
    <Dialog title={`Schema of ${branch.name}`} wide onClose={onClose}>
      <div class="field-row">
        <SelectField
          label="Compared with"
          value={base.value}
          choices={others.map(({ id, name }) => [id, name])}
          onChoose={(id) => {
            base.value = id;
          }}
        />
        {loaded.kind === 'ready' && (
          <SelectField
            label="Database"
            value={loaded.value.databaseName}
            choices={loaded.value.databases.map(({ name }) => [name, name])}
            onChoose={(name) => {
              database.value = name;
            }}
          />
        )}
      </div>
      {loaded.kind === 'loading' && <Loading what="both schemas" />}
      {loaded.kind === 'failed' && <ErrorNote text={loaded.message} />}
      {loaded.kind === 'ready' && loaded.value.comparison.same && <Empty title="The schemas are the same" />}
      {loaded.kind === 'ready' && !loaded.value.comparison.same && (
        <>
          <ul class="changes">
            {loaded.value.comparison.summary.split('\n').map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Diff lines={readDiff(loaded.value.comparison.diff)} />
        </>
      )}
    </Dialog>
  );
}

const MARKS = { added: '+', removed: '−', same: ' ', place: ' ' } as const;

function Diff({ lines }: { readonly lines: readonly DiffLine[] }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable with the keyboard.
    <section class="diff" aria-label="Difference" tabIndex={0}>
      <table>
        <tbody>
          {lines.map(({ kind, text, before, after }, index) => (
            <tr key={index} class={kind}>
              <td class="number">{before}</td>
              <td class="number">{after}</td>
              <td class="mark">
                {MARKS[kind]}
                {kind === 'added' && <span class="unseen">added:</span>}
                {kind === 'removed' && <span class="unseen">removed:</span>}
              </td>
              <td class="text">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
