import type { NeonAnswer, NeonRequest } from './request.ts';
import { decodingError } from './request-errors.ts';
import { excerpt } from './server-words.ts';

/**
 * The value of a successful answer.
 * Strict: whatever is not what the contract says is a `NeonApiError`, never `undefined`.
 */
export function decodeBody(request: NeonRequest, answer: NeonAnswer): unknown {
  const { response, text, redact } = answer;
  if (text === undefined) return response.body;
  if (response.status === 204 || request.expects === 'empty') return undefined;
  if (text === '') {
    if (request.expects === 'any') return undefined;
    throw decodingError(request, answer, 'the body is empty where JSON is due');
  }
  const mediaType = response.headers.get('content-type');
  if (mediaType !== null && !/[/+]json\b/i.test(mediaType)) {
    const words = excerpt(text, redact);
    throw decodingError(request, answer, `the body is ${mediaType} and not JSON${words && `: ${words}`}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold a password.
    throw decodingError(request, answer, `the body is not valid JSON (${text.length} characters, perhaps cut off)`);
  }
}
