import type { Random } from '../../runtime/index.ts';
import type { NeonRequest } from '../../transport/index.ts';

/** An encoded body and its media type. Only bytes and text: other objects may come from another realm than `fetch`. */
export interface EncodedBody extends Pick<NeonRequest, 'body' | 'readFields'> {
  readonly mediaType: string;
}

/** Encodes a request body. An error that it throws becomes the cause of a `NeonUsageError`, and nothing is sent. */
export type BodyEncoder = (content: object, random: Random) => EncodedBody | Promise<EncodedBody>;
