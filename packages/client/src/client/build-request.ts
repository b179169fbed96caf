import { NeonUsageError } from '../errors/index.ts';
import { assertKnownKeys } from '../internal/index.ts';
import type { Random } from '../runtime/index.ts';
import { fillRoute, type NeonRequest, runCallback, serializeQuery } from '../transport/index.ts';
import { resolveSettings } from './call-settings.ts';
import type { BodyEncoder } from './encodings/index.ts';
import type { CallOptions, OperationDescriptor } from './neon-caller.ts';
import type { ClientSettings } from './options.ts';

/** Checks the parameters of an operation and builds the request. Synchronous if there is no body, for speed. */
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
  // Spread the settings last: V8 is slow to add fields after a spread.
  const request: NeonRequest = { operationId: id, method, route, ids, url, expects: response ?? 'json', ...settings };
  const { body } = params;
  return body === undefined ? request : withBody(request, body, encode ?? settings.bodyEncoding, random);
}

/** Adds the encoded body and its media type, unless the caller set another media type. */
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
  // Only the encoder knows its multipart boundary.
  const isNamed = headers?.['content-type'] && !mediaType.includes(';');
  return Object.assign(request, encoded, !isNamed && { headers: { ...headers, 'content-type': mediaType } });
}
