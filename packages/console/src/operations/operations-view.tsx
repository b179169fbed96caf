import type { Operation } from '@neon-api/types';
import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatDuration, formatTime } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { Empty, Loading, RadioField } from '../ui/index.ts';
import { isUnfinished, layoutTimeline, type TimeSpan } from './layout-timeline.ts';
import { Timeline } from './timeline.tsx';

const SPANS = [
  ['60000', '1 min'],
  ['600000', '10 min'],
  ['3600000', '1 h'],
  ['all', 'All'],
] as const;

/** The operations of a project over time, live. */
export function OperationsView(): JSX.Element {
  const { state, status, nowMs } = useSession();
  const chosen = useSignal('600000');
  const active = useSignal<string | undefined>(undefined);
  const operations = state.operation.value;
  const span = useComputed(() => spanOf(chosen.value, state.operation.value.values(), nowMs.value));
  const lanes = useComputed(() => layoutTimeline(state.operation.value.values(), span.value));
  if (status.value !== 'live' && operations.size === 0) return <Loading what="operations" />;
  if (operations.size === 0) return <Empty title="No operations yet">Each change of a branch or compute is one.</Empty>;
  return (
    <div class="operations">
      <section class="panel timeline-panel" aria-label="Timeline">
        <div class="panel-head">
          <Legend />
          <RadioField legend="Time shown" value={chosen} choices={SPANS} />
        </div>
        {lanes.value.length === 0 ? (
          <Empty title="Nothing happened in this time">Choose a longer time.</Empty>
        ) : (
          <Timeline
            lanes={lanes.value}
            span={span.value}
            nameOf={(id) => state.branch.value.get(id)?.name ?? (id || 'project')}
            active={active.value}
            onActive={(id) => {
              active.value = id;
            }}
          />
        )}
      </section>
      <OperationTable operations={[...operations.values()].reverse()} active={active.value} />
    </div>
  );
}

function spanOf(chosen: string, operations: Iterable<Operation>, nowMs: number): TimeSpan {
  if (chosen !== 'all') return { fromMs: nowMs - Number(chosen), toMs: nowMs };
  const starts = [...operations].map(({ created_at }) => Date.parse(created_at));
  return { fromMs: Math.min(nowMs - 1000, ...starts), toMs: nowMs };
}

function Legend(): JSX.Element {
  return (
    <ul class="legend" aria-label="Colors">
      {(['running', 'finished', 'failed'] as const).map((status) => (
        <li key={status}>
          <span class={`swatch ${status}`} aria-hidden="true" />
          {status}
        </li>
      ))}
    </ul>
  );
}

const SHOWN_ROWS = 100;

interface OperationTableProps {
  readonly operations: readonly Operation[];
  readonly active: string | undefined;
}

function OperationTable({ operations, active }: OperationTableProps): JSX.Element {
  const { state } = useSession();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable with the keyboard.
    <section class="panel table-scroll" aria-label="Latest operations" tabIndex={0}>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Status</th>
            <th scope="col">Branch</th>
            <th scope="col">Duration</th>
            <th scope="col">Created</th>
          </tr>
        </thead>
        <tbody>
          {operations.slice(0, SHOWN_ROWS).map((operation) => (
            <tr key={operation.id} class={operation.id === active ? 'active' : ''}>
              <td>{operation.action}</td>
              <td>
                <span class={`badge ${badgeOf(operation)}`}>{operation.status}</span>{' '}
                {operation.error && <span class="muted">{operation.error}</span>}
              </td>
              <td>{state.branch.value.get(operation.branch_id ?? '')?.name ?? operation.branch_id ?? ''}</td>
              <td>{isUnfinished(operation) ? '' : formatDuration(operation.total_duration_ms)}</td>
              <td>{formatTime(Date.parse(operation.created_at))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function badgeOf(operation: Operation): string {
  if (isUnfinished(operation)) return 'warn';
  return operation.status === 'finished' || operation.status === 'skipped' ? 'accent' : 'danger';
}
