import type { ClientParts } from '../client/index.ts';
import type { NeonAnswer } from '../transport/index.ts';
import type { PathCaller, ReadAs, ReadableResponse } from './openapi-fetch.ts';
import { type GivenOptions, readCall } from './read-call.ts';

/** Sends a call through the client's transport. Returns `{ data, response }` or `{ error, response }`. */
export async function callByPath(
  method: string,
  route: string,
  given: GivenOptions,
  parts: ClientParts,
  callPath: PathCaller,
): Promise<object> {
  const { request, parseAs } = await readCall(method, route, given, parts.settings);
  // The transport parses and checks JSON.
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

// openapi-fetch reads only the content-length, which is the compressed length.
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
