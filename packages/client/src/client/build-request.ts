import { assertKnownKeys } from '../internal/index.ts';
import { fillRoute, type NeonRequest, serializeQuery } from '../transport/index.ts';
import { resolveSettings } from './call-settings.ts';
import type { CallOptions, OperationDescriptor } from './neon-caller.ts';
import type { ClientSettings } from './options.ts';
import { withBody } from './with-body.ts';

/** A request from an operation and its flat parameters, checked before anything is sent. At once where it has no body. */
export function buildRequest(
  { id, method, path: route, query = [], body: encode, response }: OperationDescriptor,
  params: Readonly<Record<string, unknown>>,
  options: CallOptions | undefined,
  { baseUrl, random, defaults }: ClientSettings,
): NeonRequest | Promise<NeonRequest> {
  const settings = resolveSettings(options, defaults, id);
  const { ids, path } = fillRoute(route, params, id);
  assertKnownKeys(params, [...Object.keys(ids), ...query, 'body'], id, 'parameter');
  const url = baseUrl + path + serializeQuery(query, params, id);
  // The settings come last: V8 adds fields to the copy of an object slowly.
  const request: NeonRequest = { operationId: id, method, route, ids, url, expects: response ?? 'json', ...settings };
  const { body } = params;
  return body === undefined ? request : withBody(request, body, encode ?? settings.bodyEncoding, random);
}
