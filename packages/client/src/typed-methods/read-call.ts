import { buildRequest, type CallOptions, type ClientParts, type OperationDescriptor } from '../client/index.ts';
import { NeonUsageError } from '../errors/index.ts';
import { EXCEPTIONAL_ROUTES } from '../generated/exceptional-routes.ts';
import { assertKnownKeys } from '../internal/index.ts';
import { binary, type NeonRequest } from '../transport/index.ts';

type Values = Readonly<Record<string, unknown>>;

/** The options of a typed method, loosely typed. */
export interface GivenOptions extends CallOptions {
  readonly params?: { readonly path?: Values; readonly query?: Values } | undefined;
  readonly body?: unknown;
  readonly parseAs?: (typeof PARSE_AS)[number] | undefined;
}

export interface TypedCall {
  /** Its operation id is the method and path. */
  readonly request: NeonRequest;
  readonly parseAs: (typeof PARSE_AS)[number];
}

// No `.`, `%`, `\`, `?`, `#` and no empty segment: such a path could escape the base URL.
const ROUTE = /^(\/(\{\w+\}|[\w-]+))+$/;

const PARSE_AS = ['json', 'text', 'blob', 'arrayBuffer', 'stream'] as const;

/** Turns a call of a typed method into a request, with the same checks as for an operation function. */
export async function readCall(
  method: string,
  route: string,
  given: GivenOptions,
  settings: ClientParts['settings'],
): Promise<TypedCall> {
  const where = `${method} ${route}`;
  const { params = {}, body, parseAs = 'json', ...options } = given;
  const { path, query = {}, ...elsewhere } = params;
  assertKnownKeys(given, ['params', 'body', 'parseAs', ...Object.keys(settings.defaults)], where);
  assertKnownKeys({ [parseAs]: parseAs }, PARSE_AS, where, 'parseAs');
  if (!ROUTE.test(route)) throw new NeonUsageError(`${where}: pass a path such as /projects/{project_id}.`);
  const forms = EXCEPTIONAL_ROUTES[where.replace(/\w+(?=\})/g, '')];
  const descriptor: OperationDescriptor = {
    id: where,
    method,
    path: route,
    query: Object.keys(query),
    ...forms,
    ...(parseAs !== 'json' && { response: binary }),
  };
  const values = { ...elsewhere, ...path, ...query, body };
  const request = await buildRequest(descriptor, values, options, settings);
  return { request, parseAs };
}
