import { NeonUsageError } from '../errors/index.ts';
import { assertKnownKeys, assertMilliseconds } from '../internal/index.ts';
import { fillRoute, type NeonRequest, readPathParameters, serializeQuery } from '../transport/index.ts';
import type { CallOptions, OperationDescriptor } from './neon-client.ts';

const EXPECTATION = { json: 'json', empty: 'empty', binary: 'stream' } as const;

/** A request from an operation and its flat parameters, checked before anything is sent. */
export function buildRequest(
  operation: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  options: CallOptions,
  defaults: { readonly baseUrl: string; readonly timeoutMs: number },
): NeonRequest {
  const { id, method, path: route, query = [], response = 'json' } = operation;
  assertKnownKeys(options, ['signal', 'timeoutMs', 'headers'], id);
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
  assertMilliseconds(timeoutMs, 'timeoutMs', id);
  const ids = readPathParameters(route, params, id);
  const { body: content, ...named } = params;
  assertKnownKeys(named, [...Object.keys(ids), ...query], id, 'parameter');
  const search = serializeQuery(Object.fromEntries(query.map((name) => [name, params[name]])), id);
  const body = content === undefined ? undefined : serializeBody(content, operation);
  return {
    method,
    route,
    operationId: id,
    ids,
    url: `${defaults.baseUrl}${fillRoute(route, ids)}${search && `?${search}`}`,
    headers: {
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...lowerCaseNames(options.headers),
    },
    body,
    expects: EXPECTATION[response],
    signal: options.signal,
    timeoutMs,
  };
}

function serializeBody(content: unknown, { id, body }: OperationDescriptor): string | FormData {
  if (typeof content !== 'object' || content === null) throw new NeonUsageError(`${id}: body must be an object.`);
  if (body !== 'multipart') return JSON.stringify(content);
  if (content instanceof FormData) return content;
  const form = new FormData();
  for (const [name, value] of Object.entries(content)) {
    if (value !== undefined) form.append(name, value instanceof Blob ? value : String(value));
  }
  return form;
}

/** One spelling each, so that the client's own headers are replaced and never sent twice. */
function lowerCaseNames(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
