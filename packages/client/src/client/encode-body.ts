import type { NeonRequest } from '../transport/index.ts';
import type { BodyEncoding } from './neon-client.ts';

/** What a request sends, and the media type to name; `fetch` names that of a FormData itself. */
export interface EncodedBody extends Pick<NeonRequest, 'body' | 'readFields'> {
  readonly mediaType?: string;
}

/** Bodies other than JSON. Few calls need them, so they are loaded when first used. */
export function encodeBody(content: object, encoding: BodyEncoding | 'multipart'): EncodedBody {
  if (encoding === 'multipart') {
    const body = multipartBody(content);
    return { body, readFields: () => Object.fromEntries(body) };
  }
  const pairs = formPairs(content);
  return {
    body: pairs.toString(),
    mediaType: 'application/x-www-form-urlencoded',
    readFields: () => Object.fromEntries(pairs),
  };
}

function multipartBody(content: object): FormData {
  if (content instanceof FormData) return content;
  const form = new FormData();
  for (const [name, value] of Object.entries(content)) {
    if (value !== undefined) form.append(name, value instanceof Blob ? value : String(value));
  }
  return form;
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
