import type { Lock, OpenApiDocument } from '../contract/index.ts';

/** What the emitters work from. */
export interface EmitInput {
  /** The contract, with prose for hover documentation where the source was at hand. */
  readonly document: OpenApiDocument;
  readonly lock: Lock;
  /** The licence notice that goes with the source's prose; undefined when there is no prose. */
  readonly licence: string | undefined;
}
