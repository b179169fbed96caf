import type { LoggedRequest } from '@neon-api/emulator';
import type { JSX } from 'preact';
import { formatDuration, formatTime } from '../format/index.ts';
import { CopyButton, IconButton } from '../ui/index.ts';
import { copyAsCurl, copyAsTypeScript } from './copy-as.ts';
import { outcomeOf } from './request-row.ts';

export interface RequestDetailsProps {
  readonly request: LoggedRequest;
  readonly onClose: () => void;
}

export function RequestDetails({ request, onClose }: RequestDetailsProps): JSX.Element {
  const { method, path, operationId, receivedAt, durationMs, requestId, status, body, response } = request;
  const program = copyAsTypeScript(request);
  return (
    <section class="panel request-details" aria-label="Selected request">
      <div class="block-head">
        <h2>{operationId ?? 'Unknown path'}</h2>
        <IconButton icon="close" label="Close the request" onClick={onClose} />
      </div>
      <p class="mono">
        {method} {path}
      </p>
      <div class="actions">
        <CopyButton text={copyAsCurl(request, location.origin)} label="Copy as curl" wide />
        {program !== undefined && <CopyButton text={program} label="Copy as TypeScript" wide />}
      </div>
      <dl class="facts">
        <Fact name="Status" value={status === undefined ? outcomeOf(request) : String(status)} />
        <Fact name="Duration" value={durationMs === undefined ? 'running' : formatDuration(durationMs)} />
        <Fact name="Received" value={formatTime(Date.parse(receivedAt))} />
        <Fact name="Request id" value={requestId} />
      </dl>
      {body !== undefined && <Body title="Request body" value={body} />}
      {response !== undefined && <Body title="Response body" value={response} />}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Body({ title, value }: { readonly title: string; readonly value: unknown }): JSX.Element {
  return (
    <div class="block">
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable with the keyboard. */}
      <pre class="json" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}
