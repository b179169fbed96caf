import { NeonUsageError } from '../errors/index.ts';
import type { Random } from '../runtime/index.ts';
import { redactUris, safeCause } from '../transport/index.ts';
import { type EncodedBody, encodeBody } from './encode-body.ts';
import type { BodyEncoding } from './neon-caller.ts';

/** The encoded body of a call; empty where it has none. */
export async function encodeContent(
  content: unknown,
  encoding: BodyEncoding | 'multipart',
  random: Random,
  where: string,
): Promise<Partial<EncodedBody>> {
  if (content === undefined) return {};
  if (typeof content !== 'object' || content === null) throw new NeonUsageError(`${where}: body must be an object.`);
  return encodeBody(content, encoding, random).catch((thrown: unknown) => {
    const cause = safeCause(thrown, redactUris);
    throw new NeonUsageError(`${where}: the body cannot be encoded; see the cause. Nothing was sent.`, { cause });
  });
}
