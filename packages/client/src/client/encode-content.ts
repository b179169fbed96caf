import { NeonUsageError } from '../errors/index.ts';
import type { Random } from '../runtime/index.ts';
import { redactUris, safeCause } from '../transport/index.ts';
import type { BodyEncoder, EncodedBody } from './encodings/index.ts';

/** The encoded body of a call. */
export async function encodeContent(
  content: unknown,
  encode: BodyEncoder,
  random: Random,
  where: string,
): Promise<EncodedBody> {
  if (typeof content !== 'object' || content === null) throw new NeonUsageError(`${where}: body must be an object.`);
  try {
    return await encode(content, random);
  } catch (thrown) {
    const cause = safeCause(thrown, redactUris);
    throw new NeonUsageError(`${where}: encoding the body failed; see the cause. Nothing was sent.`, { cause });
  }
}
