import createOpenapiClient from 'openapi-fetch';
import type { NeonRequest, TypedTools } from '../transport/index.ts';
import type { TypedInit } from './typed-init.ts';

const client = createOpenapiClient() as { request(method: string, path: string, init: object): Promise<unknown> };

/** The one place that knows openapi-fetch; its `fetch` slot holds our transport. */
export async function request(
  method: string,
  route: string,
  init: TypedInit | undefined = {},
  tools: TypedTools,
): Promise<unknown> {
  const where = `${method} ${route}`;
  const { baseUrl, fillRoute, serializeQuery, UsageError } = tools;
  const { ids, path } = fillRoute(route, init.params?.path ?? {}, where);
  const expects = (init.parseAs ?? 'json') === 'json' ? 'any' : 'binary';
  return client.request(method, path, {
    baseUrl,
    querySerializer: (query: Record<string, unknown>) => serializeQuery(Object.keys(query), query, where),
    ...init,
    params: { ...init.params, path: undefined },
    fetch: async (request: Request) => {
      // A per-call baseUrl or a middleware could otherwise send the key elsewhere.
      if (!request.url.startsWith(`${baseUrl}/`))
        throw new UsageError(`${where}: leads outside baseUrl. Create another client for another host.`);
      return answerRequest(request, { route, ids, expects }, tools);
    },
  });
}

async function answerRequest(
  request: Request,
  call: Pick<NeonRequest, 'route' | 'ids' | 'expects'>,
  { send, defaults }: TypedTools,
): Promise<Response> {
  const { url, method, signal } = request;
  const headers = Object.fromEntries(request.headers);
  // Not by `request.body === null`: Firefox has no such property.
  const bytes = await request.arrayBuffer();
  const body = bytes.byteLength === 0 ? undefined : bytes;
  const readFields = body && (() => parseFields(new TextDecoder().decode(body)));
  const { response, text, words } = await send({
    ...defaults,
    ...call,
    url,
    method,
    headers,
    body,
    readFields,
    signal,
  });
  const { status, statusText } = response;
  if (!words && text === undefined) return response;
  const kept = unmeasured(response.headers);
  if (!words) return new Response(text || null, { status, statusText, headers: kept });
  // openapi-fetch gives undefined or '' for an empty error body, so `if (error)` would miss it.
  const { code, message, requestId: request_id } = words;
  // Response takes no status below 200, which an opaque redirect has.
  return Response.json({ code, message, request_id }, { status: status || 302, statusText, headers: kept });
}

function parseFields(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

/** Headers without those that describe the bytes on the wire, as the body was read and decoded. */
function unmeasured(headers: Headers): Headers {
  const left = new Headers(headers);
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) left.delete(name);
  return left;
}
