import type { ClientParts } from '../client/index.ts';
import type { NeonAnswer } from '../transport/index.ts';
import type { PathCaller, ReadAs, ReadableResponse } from './openapi-fetch.ts';
import { type GivenOptions, readCall } from './read-call.ts';

/** One call of a typed method, through the client's transport: `{ data, response }` or `{ error, response }`. */
export async function callByPath(
  method: string,
  route: string,
  given: GivenOptions,
  parts: ClientParts,
  callPath: PathCaller,
): Promise<object> {
  const { request, parseAs } = await readCall(method, route, given, parts.settings);
  // JSON is parsed, and checked, by the transport.
  const readAs = parseAs === 'json' ? 'stream' : parseAs;
  let response: NeonAnswer['response'] | undefined;
  const outcome = await callPath(request, readAs, async ({ url, headers }) => {
    const drafted = { operationId: undefined, url, headers: Object.fromEntries(headers) };
    const answer = await parts.send(Object.assign(request, drafted));
    response = answer.response;
    return toReadableResponse(answer, readAs);
  });
  return { ...outcome, response };
}

// Of these openapi-fetch reads the length alone, which is that of the bytes on the wire.
const NO_HEADERS = { get: () => null };

function toReadableResponse({ response, value, message, error }: NeonAnswer, readAs: ReadAs): ReadableResponse {
  const { ok, status } = response;
  return {
    ok,
    status,
    headers: NO_HEADERS,
    body: value,
    // Always an object: `if (error)` would miss an empty error body.
    text: async () => JSON.stringify({ code: error?.code, message, request_id: error?.requestId }),
    ...(ok && readAs !== 'stream' && { [readAs]: () => new Response(value as ReadableStream)[readAs]() }),
  };
}
