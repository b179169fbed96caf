import type { OpenApiDocument } from '../../contract/index.ts';
import { renameSchemas, tagUnions } from '../../model/index.ts';
import { splitDirections } from './directions.ts';
import { keepKnownValues } from './known-values.ts';

/** The document as its types are to be: what only prose or a keyword implies is written out, in both directions. */
export function forTypes(document: OpenApiDocument): OpenApiDocument {
  return splitDirections(keepKnownValues(renameSchemas(tagUnions(document))));
}
