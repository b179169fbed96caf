import { isFile, typeTagOf } from '../../internal/index.ts';
import type { BodyEncoder } from './body-encoder.ts';

/**
 * Encodes a URLSearchParams, or the fields of an object, as application/x-www-form-urlencoded. Nested names are in
 * brackets, dates are ISO 8601, and null is an empty string, because forms have no null.
 */
export const form: BodyEncoder = (content) => {
  const pairs = typeTagOf(content) === 'URLSearchParams' ? (content as URLSearchParams) : pairsOf(content);
  const mediaType = 'application/x-www-form-urlencoded';
  return { body: String(pairs), mediaType, readFields: () => Object.fromEntries(pairs) };
};

function pairsOf(content: object): URLSearchParams {
  const pairs = new URLSearchParams();
  const append = (value: unknown, name: string): void => {
    if (value === undefined) return;
    if (isFile(value)) throw new Error(`${name} is a file: pass { bodyEncoding: multipart }.`);
    if (typeof value !== 'object' || value === null) pairs.append(name, String(value ?? ''));
    else if (value instanceof Date) pairs.append(name, value.toISOString());
    else for (const [inner, part] of Object.entries(value)) append(part, name ? `${name}[${inner}]` : inner);
  };
  append(content, '');
  return pairs;
}
