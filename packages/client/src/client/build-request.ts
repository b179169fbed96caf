import { assertKnownKeys, readHeaders } from '../internal/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import { fillRoute, type NeonRequest, serializeQuery, type TransportSettings } from '../transport/index.ts';
import { type CallDefaults, resolveSettings } from './call-settings.ts';
import { encodeContent } from './encode-content.ts';
import type { EncodedBody } from './encodings/index.ts';
import type { CallOptions, OperationDescriptor } from './neon-caller.ts';

/** A request from an operation and its flat parameters, checked before anything is sent. At once where it has no body. */
export function buildRequest(
  { id, method, path: route, query = [], body: bodyKind, response }: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  options: CallOptions | undefined,
  defaults: CallDefaults,
  { baseUrl, random }: Pick<TransportSettings, 'baseUrl' | 'random'>,
): NeonRequest | Promise<NeonRequest> {
  const settings = resolveSettings(options, defaults, id);
  const { headers: given, bodyEncoding, cache, signal, timeoutMs, attemptTimeoutMs, retry } = settings;
  const { ids, path } = fillRoute(route, params, id);
  assertKnownKeys(params, [...Object.keys(ids), ...query, 'body'], id, 'parameter');
  const search = serializeQuery(query, params, id);
  const content = params.body;
  const finish = (encoded: Partial<EncodedBody>): NeonRequest => ({
    operationId: id,
    method,
    route,
    ids,
    url: baseUrl + path + (search && `?${search}`),
    headers: headersOf(given && readHeaders(given, id), encoded.mediaType),
    expects: response ?? 'json',
    body: encoded.body,
    readFields: encoded.readFields,
    cache: isSafeMethod(method) ? cache : undefined,
    signal,
    timeoutMs,
    attemptTimeoutMs,
    retry,
  });
  return content === undefined ? finish({}) : encodeContent(content, bodyKind ?? bodyEncoding, random, id).then(finish);
}

/** With the media type of the body, unless the caller names another; nobody else knows the boundary of its parts. */
function headersOf(
  given: Record<string, string> | undefined,
  mediaType: string | undefined,
): Record<string, string> | undefined {
  if (!mediaType || (given?.['content-type'] && !mediaType.includes(';'))) return given;
  return { ...given, 'content-type': mediaType };
}
