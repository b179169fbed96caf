import { asDocument, type OpenApiDocument, type Schema } from '../../contract/index.ts';
import { isList, isObject, type Json, type JsonObject, listItems, mapChildren } from '../../json/index.ts';
import { resolve } from '../../model/index.ts';

/** Marks a string next to known values in a union. As plain `string`, it would absorb them. */
export const OTHER_STRING = 'x-other-string';

/**
 * Removes or marks each `string` next to an enum. Otherwise the compiler would reduce both to `string`, and editors would
 * not suggest the values. In an `allOf`, the enum is more specific, so the string is removed; in a union it is marked.
 */
export function keepKnownValues(document: OpenApiDocument): OpenApiDocument {
  return asDocument(keep(document, document));
}

/** If one of the schemas lists values, returns the schemas without plain strings; otherwise all of them. */
export function withoutPlainStrings(document: OpenApiDocument, schemas: readonly Schema[]): readonly Schema[] {
  return schemas.some((schema) => listsValues(document, schema))
    ? schemas.filter((schema) => !isPlainString(document, schema))
    : schemas;
}

function keep(document: OpenApiDocument, value: Json): Json {
  const object = mapChildren(value, (child) => keep(document, child));
  if (!isObject(object)) return object;
  return ['oneOf', 'anyOf'].reduce((schema, key) => keepInChoice(document, schema, key), keepInParts(document, object));
}

function keepInParts(document: OpenApiDocument, schema: JsonObject): JsonObject {
  const { allOf, ...own } = schema;
  if (!isList(allOf)) return schema;
  const [itself, ...parts] = withoutPlainStrings(document, [own, ...schemasIn(allOf)]);
  if (itself !== own) {
    const { type: _, ...rest } = own;
    return { ...rest, allOf: [itself, ...parts].filter((part) => part !== undefined) };
  }
  return parts.length === 0 ? own : { ...own, allOf: parts };
}

function keepInChoice(document: OpenApiDocument, schema: JsonObject, key: string): JsonObject {
  const options = schemasIn(schema[key]);
  if (!options.some((option) => listsValues(document, option))) return schema;
  const { type, ...rest } = schema;
  const marked = options.map((option) =>
    isPlainString(document, option)
      ? { type: 'string', ...nullability(document, option), [OTHER_STRING]: true }
      : option,
  );
  return { ...(type === 'string' ? rest : schema), [key]: marked };
}

function nullability(document: OpenApiDocument, schema: Schema): Schema {
  return resolve(document, schema).nullable === true ? { nullable: true } : {};
}

function isPlainString(document: OpenApiDocument, schema: Schema): boolean {
  const { type, allOf, format, ...others } = resolve(document, schema);
  if ((type ?? 'string') !== 'string' || format === 'binary') return false;
  if (['enum', 'const', 'oneOf', 'anyOf', 'properties'].some((key) => others[key] !== undefined)) return false;
  if (!isList(allOf)) return type === 'string';
  return schemasIn(allOf).every((part) => isPlainString(document, part));
}

/** Returns true if values are listed in the schema or in its parts. */
function listsValues(document: OpenApiDocument, schema: Schema, seen: readonly Schema[] = []): boolean {
  const target = resolve(document, schema);
  if (seen.includes(target)) return false;
  const values = isList(target.enum) ? target.enum : [target.const];
  if (values.some((value) => typeof value === 'string')) return true;
  return ['allOf', 'oneOf', 'anyOf'].some((key) =>
    schemasIn(target[key]).some((part) => listsValues(document, part, [...seen, target])),
  );
}

function schemasIn(list: Json | undefined): readonly Schema[] {
  return listItems(list).filter(isObject);
}
