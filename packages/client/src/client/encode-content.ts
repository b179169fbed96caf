import { NeonUsageError } from '../errors/index.ts';
import { type EncodedBody, encodeBody } from './encode-body.ts';
import type { BodyEncoding } from './neon-caller.ts';

/** The encoded body of a call; empty where it has none. A form is multipart, whatever the encoding. */
export function encodeContent(
  content: unknown,
  encoding: BodyEncoding | 'multipart',
  where: string,
): Partial<EncodedBody> {
  if (content === undefined) return {};
  if (typeof content !== 'object' || content === null) throw new NeonUsageError(`${where}: body must be an object.`);
  return encodeBody(content, content instanceof FormData ? 'multipart' : encoding);
}
