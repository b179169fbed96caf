import { kindOf } from '../internal/index.ts';
import type { Random } from '../runtime/index.ts';
import type { NeonRequest } from '../transport/index.ts';
import { multipartBody } from './multipart-body.ts';
import type { BodyEncoding } from './neon-caller.ts';

/** What a request sends, and its media type. Bytes and text alone: other objects may be of another realm than `fetch`. */
export interface EncodedBody extends Pick<NeonRequest, 'body' | 'readFields'> {
  readonly mediaType: string;
}

/**
 * Encodes a body; a FormData or URLSearchParams as what it is.
 *
 * @throws what JSON.stringify and its like throw for content that cannot be encoded
 */
export async function encodeBody(
  content: object,
  encoding: BodyEncoding | 'multipart',
  random: Random,
): Promise<EncodedBody> {
  const kind = kindOf(content);
  if (kind === 'FormData' || encoding === 'multipart') {
    const fields = kind === 'FormData' ? [...(content as FormData)] : Object.entries(content);
    return { ...(await multipartBody(fields, random)), readFields: () => Object.fromEntries(fields) };
  }
  if (kind === 'URLSearchParams' || encoding === 'form') {
    const pairs = kind === 'URLSearchParams' ? (content as URLSearchParams) : formPairs(content);
    const mediaType = 'application/x-www-form-urlencoded';
    return { body: String(pairs), mediaType, readFields: () => Object.fromEntries(pairs) };
  }
  const body = JSON.stringify(content);
  return { body, mediaType: 'application/json', readFields: () => body && JSON.parse(body) };
}

/** Nested names stand in brackets, dates are ISO 8601, and null is an empty text, as forms know no null. */
function formPairs(content: object): URLSearchParams {
  const pairs = new URLSearchParams();
  const append = (value: unknown, name: string): void => {
    if (value === undefined) return;
    if (typeof value !== 'object' || value === null) pairs.append(name, String(value ?? ''));
    else if (value instanceof Date) pairs.append(name, value.toISOString());
    else for (const [inner, part] of Object.entries(value)) append(part, name ? `${name}[${inner}]` : inner);
  };
  append(content, '');
  return pairs;
}
