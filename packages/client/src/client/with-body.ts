import { NeonUsageError } from '../errors/index.ts';
import type { Random } from '../runtime/index.ts';
import { type NeonRequest, runCallback } from '../transport/index.ts';
import type { BodyEncoder } from './encodings/index.ts';

/** The request with `content` as its body, and the media type of that, unless the caller has named another. */
export async function withBody(
  request: NeonRequest,
  content: unknown,
  encode: BodyEncoder,
  random: Random,
): Promise<NeonRequest> {
  const { operationId, headers } = request;
  if (typeof content !== 'object' || content === null) {
    throw new NeonUsageError(`${operationId}: body must be an object.`);
  }
  const { mediaType, ...encoded } = await runCallback(
    () => encode(content, random),
    `${operationId}: encoding the body failed; see the cause. Nothing was sent.`,
  );
  // Nobody but the encoder knows the boundary of its parts.
  const isNamed = headers?.['content-type'] && !mediaType.includes(';');
  return Object.assign(request, encoded, !isNamed && { headers: { ...headers, 'content-type': mediaType } });
}
