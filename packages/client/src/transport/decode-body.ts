import type { Answered } from './attempt.ts';
import type { Call } from './request.ts';
import { apiError } from './request-errors.ts';
import { excerpt, excerptOfPage, requestIdOf } from './server-words.ts';

/**
 * The value of a successful answer: undefined where there is none, a stream where it streams.
 * Strict: whatever is not what the contract says is a `NeonApiError`, never `undefined`.
 */
export function decodeBody(call: Call, { response, text, isCut, stream }: Answered): unknown {
  const { redact, request } = call;
  const { expects, method } = request;
  let problem = 'empty where JSON is due';
  if (text === undefined) {
    // React Native has no streams, and `undefined` for a body.
    if (stream || response.body === null) return stream;
    problem = 'not a stream';
  } else if (expects === 'empty') {
    return undefined;
  } else if (isCut) {
    problem = 'larger than maxResponseBytes';
  } else if (text === '') {
    // Spec: of the calls that answer with JSON, those that delete may answer 204 when there was nothing to do.
    if (response.status === 204 && method === 'DELETE') return undefined;
  } else {
    const mediaType = response.headers.get('content-type') ?? '/json';
    if (/[/+]json\b/i.test(mediaType)) {
      try {
        const value: unknown = JSON.parse(text);
        if (value && typeof value === 'object') return value;
        problem = 'not an object';
      } catch {
        // The parser's own message quotes the body, which may hold a password.
        problem = `not valid JSON (${text.length} characters, perhaps cut off)`;
      }
    } else {
      const words = excerptOfPage(text, redact);
      problem = `${excerpt(mediaType, redact)} and not JSON${words && `: ${words}`}`;
    }
  }
  const requestId = requestIdOf(response, redact);
  throw apiError(call, response, { code: '', message: `but the body is ${problem}`, requestId });
}
