import { NeonUsageError } from '../errors/index.ts';
import { assertKnownKeys, readHeaders } from '../internal/index.ts';
import { fillRoute, type NeonRequest, serializeQuery } from '../transport/index.ts';
import { type CallSettings, resolveSettings } from './call-settings.ts';
import type { EncodedBody } from './encode-body.ts';
import type { CallOptions, OperationDescriptor } from './neon-client.ts';

/** The options of a call that sets none. */
export type CallDefaults = CallSettings & Pick<CallOptions, 'signal' | 'headers'>;

/** A request from an operation and its flat parameters, checked before anything is sent. */
export async function buildRequest(
  { id, method, path: route, query = [], body: bodyKind, response }: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  options: CallOptions,
  defaults: CallDefaults,
  baseUrl: string,
): Promise<NeonRequest> {
  const { headers: given, bodyEncoding, ...settings } = resolveSettings(options, defaults, id);
  const { ids, path } = fillRoute(route, params, id);
  assertKnownKeys(params, [...Object.keys(ids), ...query, 'body'], id, 'parameter');
  const search = serializeQuery(query, params, id);
  const headers = given ? readHeaders(given, id) : {};
  const { body: content } = params;
  let encoded: EncodedBody = {};
  if (content !== undefined) {
    if (typeof content !== 'object' || content === null) throw new NeonUsageError(`${id}: body must be an object.`);
    const encoding = bodyKind ?? bodyEncoding;
    encoded =
      encoding === 'json' ? encodeJson(content) : (await import('./encode-body.ts')).encodeBody(content, encoding);
  }
  const { mediaType, ...body } = encoded;
  if (mediaType) headers['content-type'] ??= mediaType;
  const url = baseUrl + path + (search && `?${search}`);
  return { operationId: id, method, route, ids, url, headers, expects: response ?? 'json', ...body, ...settings };
}

function encodeJson(content: object): EncodedBody {
  const body = JSON.stringify(content);
  return { body, mediaType: 'application/json', readFields: () => body && JSON.parse(body) };
}
