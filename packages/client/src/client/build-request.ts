import { assertKnownKeys, readHeaders } from '../internal/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import { fillRoute, type NeonRequest, serializeQuery, type TransportSettings } from '../transport/index.ts';
import { type CallDefaults, resolveSettings } from './call-settings.ts';
import { encodeContent } from './encode-content.ts';
import type { EncodedBody } from './encodings/index.ts';
import type { CallOptions, OperationDescriptor } from './neon-caller.ts';

/** A request from an operation and its flat parameters, checked before anything is sent. */
export async function buildRequest(
  { id, method, path: route, query = [], body: bodyKind, response }: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  options: CallOptions | undefined,
  defaults: CallDefaults,
  { baseUrl, random }: Pick<TransportSettings, 'baseUrl' | 'random'>,
): Promise<NeonRequest> {
  const { headers: given, bodyEncoding, cache: asked, ...settings } = resolveSettings(options, defaults, id);
  const { ids, path } = fillRoute(route, params, id);
  assertKnownKeys(params, [...Object.keys(ids), ...query, 'body'], id, 'parameter');
  const search = serializeQuery(query, params, id);
  const headers = given ? readHeaders(given, id) : {};
  const content = params.body;
  const { mediaType, ...body }: Partial<EncodedBody> =
    content === undefined ? {} : await encodeContent(content, bodyKind ?? bodyEncoding, random, id);
  // Nobody else knows the boundary.
  if (mediaType && (mediaType.includes(';') || !headers['content-type'])) headers['content-type'] = mediaType;
  const cache = isSafeMethod(method) ? asked : undefined;
  const url = baseUrl + path + (search && `?${search}`);
  return {
    operationId: id,
    method,
    route,
    ids,
    url,
    headers,
    expects: response ?? 'json',
    cache,
    ...body,
    ...settings,
  };
}
