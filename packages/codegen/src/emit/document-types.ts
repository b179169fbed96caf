import { openapiTS, type ts } from '../compiler/index.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { joinIndexSignatures } from './index-signatures.ts';
import { readableComments } from './readable-comments.ts';
import { type SchemaFacts, schemaType } from './schema-type.ts';

/**
 * The interfaces `paths`, `components` and `operations` of a document, as syntax trees. The only file that knows
 * openapi-typescript: what replaces it makes the same trees, which `document-types.test.ts` pins (decision 56).
 */
export async function documentTypes(document: OpenApiDocument): Promise<ts.Node[]> {
  const nodes = await openapiTS(openapiTsInput(document), {
    alphabetize: true,
    // A default is what the server fills in: a caller may leave such a property out.
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => schemaType(schema as SchemaFacts),
  });
  for (const node of nodes) readableComments(node);
  return nodes.map(joinIndexSignatures);
}

function openapiTsInput(document: OpenApiDocument): Parameters<typeof openapiTS>[0] {
  // It changes what it is given, and declares it as mutable.
  return structuredClone(document) as unknown as Parameters<typeof openapiTS>[0];
}
