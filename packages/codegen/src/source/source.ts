import type { OpenApiDocument, SourceOrigin } from '../contract/index.ts';

export interface Source {
  readonly origin: SourceOrigin;
  readonly document: OpenApiDocument;
  /** The licence under which the document is passed on, with its prose; undefined where none is known. */
  readonly licence: string | undefined;
}
