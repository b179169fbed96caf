import type { OpenApiDocument, SourceOrigin } from '../contract/index.ts';

export interface Source {
  readonly origin: SourceOrigin;
  readonly document: OpenApiDocument;
  /** The licence under which the document and its prose may be redistributed; undefined if unknown. */
  readonly licence: string | undefined;
}
