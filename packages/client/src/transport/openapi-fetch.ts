import createOpenapiClient from 'openapi-fetch';
import type { Expectation } from './request.ts';
import type { TypedCall, TypedInit } from './typed-methods.ts';

const client = createOpenapiClient() as { request(method: string, path: string, init: object): Promise<unknown> };

/** The one place that knows openapi-fetch; its `fetch` slot holds our transport. */
export function requestThroughOpenapiFetch(
  method: string,
  path: string,
  init: TypedInit,
  call: TypedCall,
): Promise<unknown> {
  const expects = (init.parseAs ?? 'json') === 'json' ? 'any' : 'stream';
  return client.request(method, path, {
    baseUrl: call.baseUrl,
    querySerializer: call.serializeQuery,
    ...init,
    params: { ...init.params, path: undefined },
    fetch: (request: Request) => answerRequest(request, call, expects),
  });
}

async function answerRequest(request: Request, call: TypedCall, expects: Expectation): Promise<Response> {
  const { url, method, signal } = request;
  const { baseUrl, send, route, ids, timeoutMs, attemptTimeoutMs, retry } = call;
  // A per-call baseUrl or a middleware could otherwise send the key elsewhere.
  if (!url.startsWith(`${baseUrl}/`))
    throw call.refuse('leads outside baseUrl. Create another client for another host.');
  const headers = Object.fromEntries(request.headers);
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const about = { route, ids, timeoutMs, attemptTimeoutMs, retry, expects };
  const { response, text, words } = await send({ ...about, url, method, body, headers, signal });
  const { status, statusText } = response;
  if (!words && text === undefined) return response;
  const kept = unmeasured(response.headers);
  if (!words) return new Response(text || null, { status, statusText, headers: kept });
  // openapi-fetch gives undefined or '' for an empty error body, so `if (error)` would miss it.
  const { code, message, requestId: request_id } = words;
  // Response takes no status below 200, which an opaque redirect has.
  return Response.json({ code, message, request_id }, { status: status || 302, statusText, headers: kept });
}

/** Headers without those that describe the bytes on the wire, as the body was read and decoded. */
function unmeasured(headers: Headers): Headers {
  const left = new Headers(headers);
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) left.delete(name);
  return left;
}
