import { NeonUsageError } from '../errors/index.ts';
import { assertKnownKeys, readHeaders } from '../internal/index.ts';
import { fillRoute, type NeonRequest, serializeQuery } from '../transport/index.ts';
import { type CallSettings, DEFAULT_SETTINGS, resolveCallSettings } from './call-settings.ts';
import type { CallOptions, OperationDescriptor } from './neon-client.ts';

const EXPECTATION = { json: 'json', empty: 'empty', binary: 'stream' } as const;

const KNOWN = ['signal', 'headers', ...Object.keys(DEFAULT_SETTINGS)];

/** A request from an operation and its flat parameters, checked before anything is sent. */
export async function buildRequest(
  operation: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  options: CallOptions,
  defaults: CallSettings & { readonly baseUrl: string },
): Promise<NeonRequest> {
  const { id, method, path: route, query = [], response = 'json' } = operation;
  assertKnownKeys(options, KNOWN, id);
  const settings = resolveCallSettings(options, defaults, id);
  const { ids, path } = fillRoute(route, params, id);
  const { body: content, ...named } = params;
  assertKnownKeys(named, [...Object.keys(ids), ...query], id, 'parameter');
  const search = serializeQuery(query, params, id);
  const headers = options.headers ? readHeaders(options.headers, id) : {};
  let body: NeonRequest['body'];
  if (content !== undefined) {
    if (!isObject(content)) throw new NeonUsageError(`${id}: body must be an object.`);
    const encoding = operation.body ?? settings.bodyEncoding;
    const encoded =
      encoding === 'json'
        ? { body: JSON.stringify(content), mediaType: 'application/json' }
        : (await import('./encode-body.ts')).encodeBody(content, encoding);
    body = encoded.body;
    if (encoded.mediaType) headers['content-type'] ??= encoded.mediaType;
  }
  return {
    method,
    route,
    operationId: id,
    ids,
    url: `${defaults.baseUrl}${path}${search && `?${search}`}`,
    headers,
    body,
    expects: EXPECTATION[response],
    signal: options.signal,
    ...settings,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
