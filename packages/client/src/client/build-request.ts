import { NeonUsageError } from '../errors/index.ts';
import { assertKnownKeys } from '../internal/index.ts';
import type { Random } from '../runtime/index.ts';
import { fillRoute, type NeonRequest, runCallback, serializeQuery } from '../transport/index.ts';
import { resolveSettings } from './call-settings.ts';
import type { BodyEncoder } from './encodings/index.ts';
import type { CallOptions, OperationDescriptor } from './neon-caller.ts';
import type { ClientSettings } from './options.ts';

/** A request from an operation and its flat parameters, checked before anything is sent. At once where it has no body. */
export function buildRequest(
  { id, method, path: route, query = [], body: encode, response, org }: OperationDescriptor,
  given: Readonly<Record<string, unknown>>,
  options: CallOptions | undefined,
  { baseUrl, random, defaults, orgId }: ClientSettings,
): NeonRequest | Promise<NeonRequest> {
  const settings = resolveSettings(options, defaults, id);
  const { ids, path } = fillRoute(route, given, id);
  assertKnownKeys(given, [...Object.keys(ids), ...query, 'body'], id, 'parameter');
  const params = org && orgId ? org(given, orgId) : given;
  const names = params.org_id && !ids.org_id ? [...new Set(query).add('org_id')] : query;
  const url = baseUrl + path + serializeQuery(names, params, id);
  // The settings come last: V8 adds fields to the copy of an object slowly.
  const request: NeonRequest = { operationId: id, method, route, ids, url, expects: response ?? 'json', ...settings };
  const { body } = params;
  return body === undefined ? request : withBody(request, body, encode ?? settings.bodyEncoding, random);
}

/** The request with `content` as its body, and the media type of that, unless the caller has named another. */
async function withBody(
  request: NeonRequest,
  content: unknown,
  encode: BodyEncoder,
  random: Random,
): Promise<NeonRequest> {
  const { operationId, headers } = request;
  if (typeof content !== 'object' || content === null) {
    throw new NeonUsageError(`${operationId}: body must be an object.`);
  }
  const { mediaType, ...encoded } = await runCallback(
    () => encode(content, random),
    `${operationId}: encoding the body failed; see the cause. Nothing was sent.`,
  );
  // Nobody but the encoder knows the boundary of its parts.
  const isNamed = headers?.['content-type'] && !mediaType.includes(';');
  return Object.assign(request, encoded, !isNamed && { headers: { ...headers, 'content-type': mediaType } });
}
