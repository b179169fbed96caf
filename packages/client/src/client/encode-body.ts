import type { NeonRequest } from '../transport/index.ts';
import type { BodyEncoding } from './neon-caller.ts';

/** What a request sends, and the media type to name; `fetch` names that of a FormData itself. */
export interface EncodedBody extends Pick<NeonRequest, 'body' | 'readFields'> {
  readonly mediaType?: string | undefined;
}

export function encodeBody(content: object, encoding: BodyEncoding | 'multipart'): EncodedBody {
  if (encoding === 'json') {
    const body = JSON.stringify(content);
    return { body, mediaType: 'application/json', readFields: () => body && JSON.parse(body) };
  }
  const isForm = encoding === 'form';
  const body = isForm ? formPairs(content) : multipartBody(content);
  const mediaType = isForm ? 'application/x-www-form-urlencoded' : undefined;
  return { body, mediaType, readFields: () => Object.fromEntries(body) };
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
