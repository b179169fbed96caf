import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { goTo, linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { Button, Loading, SelectField, useLoaded } from '../ui/index.ts';
import { BranchPicker, useShownBranch } from './branch-picker.tsx';
import { connect, databasesOf } from './connection.ts';
import { Editor } from './editor.tsx';
import { type Answer, runOn } from './run-on.ts';
import { SqlAnswer } from './sql-answer.tsx';
import type { DataViewProps } from './tables-view.tsx';

const EXAMPLE = 'select current_database(), current_user, now();';

/** An SQL editor whose statement runs on one branch, or on two side by side. */
export function SqlView({ projectId, branchId: asked }: DataViewProps): JSX.Element {
  const branchId = useShownBranch(asked);
  if (branchId === undefined) return <Loading what="branches" />;
  return <SqlPanel projectId={projectId} branchId={branchId} />;
}

function SqlPanel({ projectId, branchId }: { readonly projectId: string; readonly branchId: string }): JSX.Element {
  const session = useSession();
  const other = useSignal('');
  const database = useSignal('');
  const text = useSignal(EXAMPLE);
  const isRunning = useSignal(false);
  const answers = useSignal<readonly Answer[]>([]);
  const loaded = useLoaded(() => databasesOf(session, { projectId, branchId }), [branchId]).value;
  const databases = loaded.kind === 'ready' ? loaded.value : [];
  const databaseName = databases.includes(database.value) ? database.value : (databases[0] ?? '');
  const nameOf = (id: string): string => session.state.branch.value.get(id)?.name ?? id;

  const run = async (): Promise<void> => {
    if (isRunning.peek() || text.peek().trim() === '') return;
    isRunning.value = true;
    const ids = [branchId, other.peek()].filter((id) => id !== '');
    answers.value = await Promise.all(
      ids.map((id) => runOn(nameOf(id), connect(session, { projectId, branchId: id, databaseName }), text.peek())),
    );
    isRunning.value = false;
  };

  const position = answers.value.find((answer) => answer.kind === 'error' && answer.position !== undefined);
  return (
    <div class="sql">
      <section class="panel sql-editor" aria-label="Statement">
        <div class="sql-bar">
          <BranchPicker
            label="Branch"
            branchId={branchId}
            onChoose={(id) => goTo(linkTo({ view: 'sql', projectId, branchId: id }))}
          />
          <BranchPicker
            label="Also on"
            branchId={other.value}
            none="no other branch"
            onChoose={(id) => {
              other.value = id;
            }}
          />
          <SelectField
            label="Database"
            value={databaseName}
            choices={databases.map((name) => [name, name])}
            onChoose={(name) => {
              database.value = name;
            }}
          />
          <Button kind="primary" icon="play" busy={isRunning.value} title="Ctrl+Enter" onClick={() => void run()}>
            Run
          </Button>
        </div>
        <Editor
          text={text}
          errorAt={position?.kind === 'error' ? position.position : undefined}
          errorText={position?.kind === 'error' ? position.message : ''}
          onRun={() => void run()}
        />
      </section>
      <div class="answers">
        {answers.value.map((answer) => (
          <SqlAnswer key={answer.branch} answer={answer} />
        ))}
      </div>
    </div>
  );
}
