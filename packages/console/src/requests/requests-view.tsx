import type { LoggedRequest } from '@neon-api/emulator';
import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatDuration } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { Button, Empty, Loading, SearchField, Switch, useAction, VirtualRows } from '../ui/index.ts';
import { RequestDetails } from './request-details.tsx';
import { findRequests, outcomeOf } from './request-row.ts';

const ROW_HEIGHT = 40;

/** The latest requests to the API, and one of them in full. */
export function RequestsView(): JSX.Element {
  const { state, status, admin } = useSession();
  const { run } = useAction();
  const search = useSignal('');
  const own = useSignal(false);
  const onlyErrors = useSignal(false);
  const selected = useSignal<string | undefined>(undefined);
  const found = useComputed(() =>
    findRequests(state.request.value.values(), { search: search.value, own: own.value, onlyErrors: onlyErrors.value }),
  );
  const shown = selected.value === undefined ? undefined : state.request.value.get(selected.value);
  const select = (id: string | undefined): void => {
    selected.value = id;
  };
  return (
    <main class="page" id="content">
      <div class="page-head">
        <h1>
          Requests <span class="count">{found.value.length}</span>
        </h1>
        <div class="page-actions">
          <SearchField label="Search requests" placeholder="Path, operation or status" search={search} />
          <Switch
            label="Only errors"
            on={onlyErrors.value}
            onToggle={(on) => {
              onlyErrors.value = on;
            }}
          />
          <Switch
            label="From this console"
            on={own.value}
            onToggle={(on) => {
              own.value = on;
            }}
          />
          <Button icon="trash" onClick={() => void run(() => admin.clearRequests())}>
            Clear
          </Button>
        </div>
      </div>
      {status.value !== 'live' && found.value.length === 0 ? (
        <Loading what="requests" />
      ) : (
        <div class={`split ${shown ? 'has-selection' : ''}`}>
          <RequestRows requests={found.value} selected={selected.value} onSelect={select} />
          {shown && <RequestDetails request={shown} onClose={() => select(undefined)} />}
        </div>
      )}
    </main>
  );
}

interface RequestRowsProps {
  readonly requests: readonly LoggedRequest[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

function RequestRows({ requests, selected, onSelect }: RequestRowsProps): JSX.Element {
  if (requests.length === 0) return <Empty title="No requests">Calls of the API appear here as they arrive.</Empty>;
  return (
    <div class="panel fill">
      <VirtualRows
        class="request-rows"
        role="list"
        aria-label="Requests"
        count={requests.length}
        rowHeight={ROW_HEIGHT}
      >
        {(index) => {
          const request = requests[index];
          return (
            request && (
              <RequestRow
                key={request.number}
                request={request}
                isSelected={String(request.number) === selected}
                onSelect={onSelect}
              />
            )
          );
        }}
      </VirtualRows>
    </div>
  );
}

interface RequestRowProps {
  readonly request: LoggedRequest;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
}

function RequestRow({ request, isSelected, onSelect }: RequestRowProps): JSX.Element {
  const { number, receivedAt, method, path, operationId, durationMs } = request;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the list is a div, because it is virtual.
    <div role="listitem" style={{ height: `${ROW_HEIGHT}px` }}>
      <button
        class={`request-row ${isSelected ? 'selected' : ''}`}
        type="button"
        aria-pressed={isSelected}
        onClick={() => onSelect(String(number))}
      >
        <Status request={request} />
        <span class="method">{method}</span>
        <span class="path">{path.replace('/api/v2', '')}</span>
        <span class="operation">{operationId ?? 'unknown path'}</span>
        <span class="duration">{durationMs === undefined ? '' : formatDuration(durationMs)}</span>
        <span class="at">{receivedAt.slice(11, 23)}</span>
      </button>
    </div>
  );
}

const OUTCOME_TEXT = { running: 'running', lost: 'no answer', ok: '', refused: '', failed: '' } as const;

function Status({ request }: { readonly request: LoggedRequest }): JSX.Element {
  const outcome = outcomeOf(request);
  return <span class={`status ${outcome}`}>{request.status ?? OUTCOME_TEXT[outcome]}</span>;
}
