import { CodegenError } from '../codegen-error.ts';
import type { OpenApiDocument, Reference, Schema } from '../contract/index.ts';
import { describeUnresolved, type JsonObject, resolveReference, schemaName } from '../json/index.ts';

/** Returns `entry` or, if it is a reference, its target in the document. */
export function resolve<T extends JsonObject>(document: OpenApiDocument, entry: T | Reference): T {
  const resolution = resolveReference(document, entry);
  if (resolution.outcome === 'found') return resolution.value as T;
  throw new CodegenError(`The document refers to ${describeUnresolved(resolution)}`);
}

/** Returns `Branch` for a schema that is only a reference to `#/components/schemas/Branch`. */
export function typeNameOf(schema: Schema | undefined): string | undefined {
  return schemaName(schema?.$ref);
}
