import type { Json, JsonObject, OpenApiDocument, Schema } from '../contract/index.ts';

const SCHEMAS = '#/components/schemas/';

/**
 * The document with what its discriminators imply written out: each option of a `oneOf` has the property that tells
 * it apart, with the values that stand for it. openapi-typescript does the same to the types.
 */
export function withDiscriminators(document: OpenApiDocument): OpenApiDocument {
  const tags = tagsOf(document as unknown as Json);
  const schemas = Object.entries(document.components.schemas).map(([name, schema]): [string, Schema] => {
    const tag = tags.get(SCHEMAS + name);
    return [name, tag === undefined ? schema : tagged(schema, tag)];
  });
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) } };
}

interface Tag {
  readonly property: string;
  readonly values: readonly string[];
}

/** By reference; the first discriminator that names a schema decides. */
function tagsOf(document: Json): ReadonlyMap<string, Tag> {
  const tags = new Map<string, Tag>();
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    const { oneOf, discriminator } = value as JsonObject;
    if (Array.isArray(oneOf) && isObject(discriminator)) {
      for (const [reference, tag] of tagsOfChoice(oneOf as Json[], discriminator)) {
        if (!tags.has(reference)) tags.set(reference, tag);
      }
    }
    Object.values(value).forEach(visit);
  };
  visit(document);
  return tags;
}

function tagsOfChoice(options: readonly Json[], discriminator: JsonObject): ReadonlyMap<string, Tag> {
  const property = String(discriminator.propertyName);
  const references = options.flatMap((option) =>
    isObject(option) && typeof option.$ref === 'string' ? [option.$ref] : [],
  );
  // Without a mapping the name of a schema is its value.
  const tags = new Map(references.map((reference) => [reference, { property, values: [nameOf(reference)] }]));
  const mapping = isObject(discriminator.mapping) ? Object.entries(discriminator.mapping) : [];
  for (const reference of new Set(mapping.map(([, target]) => String(target)))) {
    const values = mapping.filter(([, target]) => target === reference).map(([value]) => value);
    tags.set(reference, { property, values });
  }
  return tags;
}

function tagged(schema: Schema, { property, values }: Tag): Schema {
  // Without a type, so that the values are not taken for open ones.
  const properties = { [property]: { enum: values } };
  if (Array.isArray(schema.allOf)) {
    return { ...schema, allOf: [...(schema.allOf as Json[]), { type: 'object', required: [property], properties }] };
  }
  if (schema.type !== 'object') return schema;
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return {
    ...schema,
    required: [...new Set([...required, property])],
    properties: { ...(isObject(schema.properties) ? schema.properties : {}), ...properties },
  };
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
