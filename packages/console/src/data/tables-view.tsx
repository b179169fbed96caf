import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatDuration } from '../format/index.ts';
import { goTo, linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { Button, Empty, ErrorNote, type Loaded, Loading, SelectField, useLoaded } from '../ui/index.ts';
import { BranchPicker, useShownBranch } from './branch-picker.tsx';
import { connect, databasesOf, type RunSql } from './connection.ts';
import { ResultGrid } from './result-grid.tsx';
import { type ListedTable, listTables, PAGE_ROWS, quoteName, readPage } from './tables.ts';

export interface DataViewProps {
  readonly projectId: string;
  readonly branchId: string | undefined;
}

/** The tables of a branch, page by page. */
export function TablesView({ projectId, branchId: asked }: DataViewProps): JSX.Element {
  const branchId = useShownBranch(asked);
  if (branchId === undefined) return <Loading what="branches" />;
  return <BranchTables key={branchId} projectId={projectId} branchId={branchId} />;
}

function BranchTables({ projectId, branchId }: { readonly projectId: string; readonly branchId: string }): JSX.Element {
  const session = useSession();
  const database = useSignal('');
  const reload = useSignal(0);
  const chosen = useSignal('');
  const loaded = useLoaded(async () => {
    const databases = await databasesOf(session, { projectId, branchId });
    const databaseName = databases.includes(database.value) ? database.value : (databases[0] ?? '');
    const run = connect(session, { projectId, branchId, databaseName });
    return { databases, databaseName, run, tables: await listTables(run) };
  }, [branchId, database.value, reload.value]).value;
  const tables = loaded.kind === 'ready' ? loaded.value.tables : [];
  const table = tables.find((one) => quoteName(one) === chosen.value) ?? tables[0];
  return (
    <div class="data">
      <aside class="panel data-side" aria-label="Tables">
        <BranchPicker
          label="Branch"
          branchId={branchId}
          onChoose={(id) => goTo(linkTo({ view: 'tables', projectId, branchId: id }))}
        />
        {loaded.kind === 'ready' && (
          <SelectField
            label="Database"
            value={loaded.value.databaseName}
            choices={loaded.value.databases.map((name) => [name, name])}
            onChoose={(name) => {
              database.value = name;
            }}
          />
        )}
        <TableList
          tables={tables}
          selected={table}
          onSelect={(name) => {
            chosen.value = name;
          }}
        />
        <Button
          onClick={() => {
            reload.value += 1;
          }}
        >
          Reload
        </Button>
      </aside>
      <TablesState loaded={loaded} hasTable={table !== undefined} />
      {loaded.kind === 'ready' && table && (
        <TableRows key={`${quoteName(table)} ${reload.value}`} run={loaded.value.run} table={table} />
      )}
    </div>
  );
}

function TablesState({
  loaded,
  hasTable,
}: {
  readonly loaded: Loaded<unknown>;
  readonly hasTable: boolean;
}): JSX.Element | null {
  if (loaded.kind === 'loading') return <Loading what="tables; this wakes the compute" />;
  if (loaded.kind === 'failed') return <ErrorNote text={loaded.message} />;
  return hasTable ? null : <Empty title="This database has no tables">Create one in the SQL editor.</Empty>;
}

interface TableListProps {
  readonly tables: readonly ListedTable[];
  readonly selected: ListedTable | undefined;
  readonly onSelect: (name: string) => void;
}

function TableList({ tables, selected, onSelect }: TableListProps): JSX.Element {
  return (
    <ul class="table-list">
      {tables.map((table) => (
        <li key={quoteName(table)}>
          <button type="button" aria-pressed={table === selected} onClick={() => onSelect(quoteName(table))}>
            {table.schema !== 'public' && <span class="muted">{table.schema}.</span>}
            {table.name}
            {table.kind === 'view' && <span class="badge">view</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function TableRows({ run, table }: { readonly run: RunSql; readonly table: ListedTable }): JSX.Element {
  const page = useSignal(0);
  const loaded = useLoaded(() => readPage(run, table, page.value), [page.value]).value;
  const first = page.value * PAGE_ROWS + 1;
  const turn = (by: number) => (): void => {
    page.value += by;
  };
  return (
    <section class="panel fill data-rows" aria-label={`Rows of ${table.name}`}>
      <div class="panel-head">
        <h2>{table.name}</h2>
        <div class="page-actions">
          {loaded.kind === 'ready' && (
            <span class="muted">
              {loaded.value.rows.length === 0 ? 'No rows' : `Rows ${first}–${first + loaded.value.rows.length - 1}`} ·{' '}
              {formatDuration(loaded.value.durationMs)}
            </span>
          )}
          <Button disabled={page.value === 0} onClick={turn(-1)}>
            Previous page
          </Button>
          <Button disabled={loaded.kind !== 'ready' || !loaded.value.hasNext} onClick={turn(1)}>
            Next page
          </Button>
        </div>
      </div>
      {loaded.kind === 'loading' && <Loading what="rows" />}
      {loaded.kind === 'failed' && <ErrorNote text={loaded.message} />}
      {loaded.kind === 'ready' && <ResultGrid label={`Rows of ${table.name}`} result={loaded.value} />}
    </section>
  );
}
