import type { Call } from './request.ts';
import { apiError } from './request-errors.ts';
import { excerptOfPage, requestIdOf } from './server-words.ts';

/**
 * The value of a successful answer: undefined where there is none, a stream where it streams.
 * Strict: whatever is not what the contract says is a `NeonApiError`, never `undefined`.
 */
export function decodeBody(call: Call, response: Response, text: string | undefined): unknown {
  const { expects, method } = call.request;
  if (text === undefined) return response.body ?? undefined;
  if (expects === 'empty') return undefined;
  const mediaType = response.headers.get('content-type') ?? '/json';
  let problem = 'empty where JSON is due';
  if (text === '') {
    // Spec: of the calls that answer with JSON, those that delete may answer 204 when there was nothing to do.
    if (response.status === 204 && method === 'DELETE') return undefined;
  } else if (/[/+]json\b/i.test(mediaType)) {
    try {
      return JSON.parse(text);
    } catch {
      // The parser's own message quotes the body, which may hold a password.
      problem = `not valid JSON (${text.length} characters, perhaps cut off)`;
    }
  } else {
    const words = excerptOfPage(text, call.redact);
    problem = `${mediaType} and not JSON${words && `: ${words}`}`;
  }
  const requestId = requestIdOf(response, call.redact);
  throw apiError(call, response, { code: '', message: `but the body is ${problem}`, requestId });
}
