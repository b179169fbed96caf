import type { Lock, OpenApiDocument } from '../contract/index.ts';

/** The input of the emitters. */
export interface EmitInput {
  /** The contract, with prose for hover documentation if the source is installed. */
  readonly document: OpenApiDocument;
  readonly lock: Lock;
  /** The licence notice for the source's prose; undefined if there is no prose. */
  readonly licence: string | undefined;
}
