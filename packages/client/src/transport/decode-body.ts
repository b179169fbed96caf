import type { Call } from './request.ts';
import { decodingError } from './request-errors.ts';
import { excerptOfPage } from './server-words.ts';

/**
 * The value of a successful answer: undefined where there is none, a stream where it streams.
 * Strict: whatever is not what the contract says is a `NeonApiError`, never `undefined`.
 */
export function decodeBody(call: Call, response: Response, text: string | undefined): unknown {
  const { expects, method } = call.request;
  if (text === undefined) return response.body ?? undefined;
  if (expects === 'empty') return undefined;
  if (text === '') {
    // Spec: of the calls that answer with JSON, those that delete may answer 204 when there was nothing to do.
    if (expects === 'any' || (response.status === 204 && method === 'DELETE')) return undefined;
    throw decodingError(call, response, 'the body is empty where JSON is due');
  }
  const mediaType = response.headers.get('content-type');
  if (mediaType !== null && !/[/+]json\b/i.test(mediaType)) {
    const words = excerptOfPage(text, call.redact);
    throw decodingError(call, response, `the body is ${mediaType} and not JSON${words && `: ${words}`}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold a password.
    throw decodingError(call, response, `the body is not valid JSON (${text.length} characters, perhaps cut off)`);
  }
}
