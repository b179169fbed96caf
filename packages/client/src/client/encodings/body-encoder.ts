import type { Random } from '../../runtime/index.ts';
import type { NeonRequest } from '../../transport/index.ts';

/** What a request sends, and its media type. Bytes and text alone: other objects may be of another realm than `fetch`. */
export interface EncodedBody extends Pick<NeonRequest, 'body' | 'readFields'> {
  readonly mediaType: string;
}

/** Writes a request body. What it throws becomes the cause of a `NeonUsageError`, and nothing is sent. */
export type BodyEncoder = (content: object, random: Random) => EncodedBody | Promise<EncodedBody>;
