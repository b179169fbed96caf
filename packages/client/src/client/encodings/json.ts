import { isFile, typeTagOf } from '../../internal/index.ts';
import type { BodyEncoder } from './body-encoder.ts';

/** Encodes fields as JSON; rejects values that JSON would silently drop. */
export const json: BodyEncoder = (content) => {
  if (typeTagOf(content) !== 'Object' || Object.values(content).some(isFile)) {
    throw new Error('Not a plain object: pass { bodyEncoding: form } or multipart.');
  }
  const body = JSON.stringify(content);
  return { body, mediaType: 'application/json', readFields: () => JSON.parse(body) };
};
