import { asDocument, type OpenApiDocument } from '../contract/index.ts';
import { isList, isObject, type Json, type JsonObject, listItems, mapChildren, referenceOf } from '../json/index.ts';

/**
 * Writes out each discriminator at its union: an option becomes its schema plus the discriminator property. The schema
 * itself does not change, because it is also used where no discriminator applies.
 */
export function tagUnions(document: OpenApiDocument): OpenApiDocument {
  return asDocument(tagged(document));
}

function tagged(value: Json): Json {
  const object = mapChildren(value, tagged);
  if (!isObject(object)) return object;
  const { discriminator, ...rest } = object;
  const unions = ['oneOf', 'anyOf'].filter((key) => isList(object[key]));
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string' || unions.length === 0) return object;
  const entries = unions.map((key): [string, Json] => [
    key,
    listItems(object[key]).map((option) => withTag(option, discriminator)),
  ]);
  return { ...rest, ...Object.fromEntries(entries) };
}

// OpenAPI: a discriminator applies only to options that are references.
function withTag(option: Json, discriminator: JsonObject): Json {
  const reference = referenceOf(option);
  if (reference === undefined) return option;
  const property = String(discriminator.propertyName);
  // Without a type, so that the values are not treated as an open enum.
  const properties = { [property]: { enum: valuesOf(reference, discriminator) } };
  return { allOf: [option, { type: 'object', required: [property], properties }] };
}

/** Returns the discriminator values of a schema; without a mapping, its name. */
function valuesOf(reference: string, { mapping }: JsonObject): string[] {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const entries = isObject(mapping) ? Object.entries(mapping) : [];
  const mapped = entries.filter(([, target]) => target === reference || target === name).map(([value]) => value);
  return mapped.length > 0 ? mapped : [name];
}
