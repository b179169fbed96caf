import { asDocument, type OpenApiDocument, type Schema } from '../../contract/index.ts';
import { isList, isObject, type Json, type JsonObject, listItems, mapChildren } from '../../json/index.ts';
import { resolve } from '../../model/index.ts';
import { withoutPlainStrings } from './known-values.ts';

/**
 * Merges each `allOf` of plain objects into one object, so that editors show the fields of the type and not an
 * intersection of names.
 */
export function mergeParts(document: OpenApiDocument): OpenApiDocument {
  return asDocument(merge(document, document));
}

interface PlainObject {
  readonly properties: Readonly<Record<string, Json>>;
  readonly required: readonly Json[];
}

function merge(document: OpenApiDocument, value: Json): Json {
  const merged = mapChildren(value, (child) => merge(document, child));
  const whole = isObject(value) && isCombination(value) ? plainObject(document, value) : undefined;
  if (whole === undefined || !isObject(merged)) return merged;
  const { allOf: _, ...rest } = merged;
  return { ...rest, type: 'object', properties: merge(document, whole.properties), required: whole.required };
}

/** An `allOf` with a single reference only adds a description to it. */
function isCombination({ allOf, properties }: JsonObject): boolean {
  return isList(allOf) && (allOf.length > 1 || (allOf.length === 1 && properties !== undefined));
}

// Extensions, `x-…`, do not change the type.
const PLAIN_KEYWORD = /^(allOf|description|example|properties|required|title|type|x-.*)$/;

/** Returns the fields of a schema and of all its parts; undefined if it is not an object with named fields. */
function plainObject(document: OpenApiDocument, schema: Schema): PlainObject | undefined {
  const isPlain =
    Object.keys(schema).every((key) => PLAIN_KEYWORD.test(key)) &&
    (schema.type ?? 'object') === 'object' &&
    // An empty schema may be something other than an object.
    (schema.properties ?? schema.allOf ?? schema.type) !== undefined;
  if (!isPlain) return undefined;
  const { properties = {}, required, allOf } = schema;
  if (!isObject(properties)) return undefined;
  const parts = listItems(allOf).map((part) =>
    isObject(part) ? plainObject(document, resolve(document, part)) : undefined,
  );
  return combine(document, [...parts, { properties, required: listItems(required) }]);
}

function combine(document: OpenApiDocument, parts: readonly (PlainObject | undefined)[]): PlainObject | undefined {
  const properties: Record<string, Json> = {};
  const required = new Set<Json>();
  for (const part of parts) {
    if (part === undefined) return undefined;
    for (const [name, property] of Object.entries(part.properties)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const meaning = known === undefined ? property : oneMeaning(document, known as Schema, property as Schema);
      if (meaning === undefined) return undefined;
      properties[name] = meaning;
    }
    for (const name of part.required) required.add(name);
  }
  return { properties, required: [...required] };
}

/** Merges two schemas of a property; undefined if only an intersection can express both. */
function oneMeaning(document: OpenApiDocument, a: Schema, b: Schema): Schema | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  const [only, ...others] = withoutPlainStrings(document, [a, b]);
  return others.length === 0 ? only : undefined;
}
