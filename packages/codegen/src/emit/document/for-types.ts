import type { OpenApiDocument } from '../../contract/index.ts';
import { renameSchemas, tagUnions } from '../../model/index.ts';
import { splitDirections } from './directions.ts';
import { keepKnownValues } from './known-values.ts';

/** Prepares a document for its types: writes out what is only implied by prose or a keyword, for both directions. */
export function forTypes(document: OpenApiDocument): OpenApiDocument {
  return splitDirections(keepKnownValues(renameSchemas(tagUnions(document))));
}
