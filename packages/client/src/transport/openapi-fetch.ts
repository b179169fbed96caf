import type { paths } from '@neon-api/types';
import createOpenapiClient, { type Client } from 'openapi-fetch';
import { NeonUsageError } from '../errors/index.ts';
import { decodeBody } from './decode-body.ts';
import { fillRoute, readPathParameters, serializeQuery } from './parameters.ts';
import type { NeonRequest } from './request.ts';
import { serverWords } from './server-words.ts';
import type { Transport } from './transport.ts';

/** openapi-fetch's methods over Neon's paths: `{ data, error, response }`, error statuses as values. */
export type TypedMethods = Pick<Client<paths, 'application/json'>, 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'>;

interface Init {
  readonly params?: { readonly path?: Record<string, unknown>; readonly [place: string]: unknown };
  readonly parseAs?: string;
  readonly [option: string]: unknown;
}

/** The one place that knows openapi-fetch; its `fetch` slot holds our transport. */
export function createTypedMethods(baseUrl: string, send: Transport, timeoutMs: number): TypedMethods {
  const client = createOpenapiClient({ baseUrl }) as {
    request(method: string, path: string, init: object): Promise<unknown>;
  };
  const typed =
    (method: string) =>
    async (route: string, init: Init = {}) => {
      const where = `${method} ${route}`;
      const ids = readPathParameters(route, init.params?.path ?? {}, where);
      const about = { method, route, ids, timeoutMs, expects: streams(init) ? 'stream' : 'any' } as const;
      return client.request(method, fillRoute(route, ids), {
        querySerializer: (query: Record<string, unknown>) => serializeQuery(query, where),
        ...init,
        params: { ...init.params, path: undefined },
        fetch: (request: Request) => answerRequest(request, about, baseUrl, send),
      });
    };
  return {
    GET: typed('GET'),
    POST: typed('POST'),
    PUT: typed('PUT'),
    PATCH: typed('PATCH'),
    DELETE: typed('DELETE'),
  } as TypedMethods;
}

function streams({ parseAs = 'json' }: Init): boolean {
  return parseAs !== 'json';
}

async function answerRequest(
  request: Request,
  about: Pick<NeonRequest, 'method' | 'route' | 'ids' | 'timeoutMs' | 'expects'>,
  baseUrl: string,
  send: Transport,
): Promise<Response> {
  const { url, method, signal } = request;
  // A per-call baseUrl or a middleware could otherwise send the key elsewhere.
  if (!url.startsWith(`${baseUrl}/`)) {
    throw new NeonUsageError(
      `${method} ${about.route}: leads outside baseUrl. Create another client for another host.`,
    );
  }
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const sent = { ...about, url, method, body, headers: Object.fromEntries(request.headers), signal };
  const answer = await send(sent);
  const { response, text, redact } = answer;
  const { status, statusText, headers } = response;
  if (response.ok) {
    decodeBody(sent, answer);
    return text === undefined
      ? response
      : new Response(text || null, { status, statusText, headers: unmeasured(headers) });
  }
  // openapi-fetch gives undefined or '' for an empty error body, so `if (error)` would miss it.
  const { code, message, requestId: request_id } = serverWords(response, text ?? '', redact);
  // Response takes no status below 200, which an opaque redirect has.
  return Response.json(
    { code, message, request_id },
    { status: status || 302, statusText, headers: unmeasured(headers) },
  );
}

/** Headers without those that describe the bytes on the wire, as the body was read and decoded. */
function unmeasured(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) kept.delete(name);
  return kept;
}
