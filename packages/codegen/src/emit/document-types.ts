import { openapiTS, type ts } from '../compiler/index.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { joinIndexSignatures } from './index-signatures.ts';
import { readableComments } from './readable-comments.ts';
import { type SchemaFacts, schemaType } from './schema-type.ts';

/**
 * Returns the interfaces `paths`, `components` and `operations` of a document as syntax trees. Only this file uses
 * openapi-typescript; a replacement must produce the same trees, which `document-types.test.ts` pins (decision 56).
 */
export async function documentTypes(document: OpenApiDocument): Promise<ts.Node[]> {
  const nodes = await openapiTS(openapiTsInput(document), {
    alphabetize: true,
    // The server fills in a default, so a caller may omit such a property.
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => schemaType(schema as SchemaFacts),
  });
  for (const node of nodes) readableComments(node);
  return nodes.map(joinIndexSignatures);
}

function openapiTsInput(document: OpenApiDocument): Parameters<typeof openapiTS>[0] {
  // It modifies its input, and declares it as mutable.
  return structuredClone(document) as unknown as Parameters<typeof openapiTS>[0];
}
