import type { NeonApiError } from '../errors/index.ts';
import type { Answered } from './attempt.ts';
import { excerpt, excerptOfMarkup, parseObject } from './read-error-body.ts';
import type { Call } from './request.ts';
import { unreadableError } from './request-errors.ts';

/**
 * Returns the value of a successful response: undefined if it has no body, or the stream.
 * Strict: a body that does not match the API document is a `NeonApiError`, never `undefined`.
 */
export function decodeBody(call: Call, { response, text, isCut, stream }: Answered): unknown {
  const { redact } = call;
  const refusal = (problem: string): NeonApiError => unreadableError(call, response, problem);

  if (text === undefined) return stream;
  if (call.expects === 'empty') return undefined;
  if (isCut) throw refusal('larger than maxResponseBytes');
  if (text === '') {
    // Spec: of the calls that return JSON, only DELETE may return 204, if there was nothing to delete.
    if (response.status === 204 && call.method === 'DELETE') return undefined;
    throw refusal('empty');
  }
  const mediaType = response.headers.get('content-type') ?? '/json';
  if (!/[/+]json\b/i.test(mediaType)) {
    throw refusal(`not JSON: ${excerpt(mediaType, redact)} ${excerptOfMarkup(text, redact)}`);
  }
  const value = parseObject(text);
  if (value) return value;
  // Not quoted: it may contain a password.
  throw refusal(`not a JSON object (${text.length} characters)`);
}
