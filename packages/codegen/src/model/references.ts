import { CodegenError } from '../codegen-error.ts';
import type { Json, JsonObject, OpenApiDocument, Reference, Schema } from '../contract/index.ts';
import { schemaName } from './schema-references.ts';

/** The object that `entry` is or points to, within the document. */
export function resolve<T extends object>(document: OpenApiDocument, entry: T | Reference): T {
  return follow(document, entry, []);
}

function follow<T extends object>(document: OpenApiDocument, entry: T | Reference, seen: readonly string[]): T {
  if (!('$ref' in entry)) return entry;
  if (seen.includes(entry.$ref)) throw new CodegenError(`The document refers to ${entry.$ref} in a circle.`);
  const target = entry.$ref
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((value, key) => child(value, key), document as unknown as JsonObject);
  if (target === undefined) throw new CodegenError(`The document refers to ${entry.$ref}, which it does not contain.`);
  return follow(document, target as unknown as T | Reference, [...seen, entry.$ref]);
}

/** `Branch` for a schema that is just a reference to `#/components/schemas/Branch`. */
export function typeNameOf(schema: Schema | undefined): string | undefined {
  return schemaName(schema?.$ref);
}

function child(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;
}
