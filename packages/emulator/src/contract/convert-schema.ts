import type { JsonObject } from './document.ts';

/** The id of the whole document in the validator. */
export const DOCUMENT_ID = 'neon';

/**
 * Converts OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, references point into the shared document, and
 * examples and extensions are removed.
 */
export function convertSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(convertSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, example: _example, discriminator, ...given } = schema as JsonObject;
  const kept = isDiscriminator(discriminator) ? discriminate(given, discriminator) : given;
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(kept)) {
    if (key.startsWith('x-')) continue;
    converted[key] = key === '$ref' && typeof value === 'string' ? `${DOCUMENT_ID}${value}` : convertSchema(value);
  }
  return nullable === true ? allowNull(converted) : converted;
}

interface Discriminator {
  readonly propertyName: string;
  readonly mapping: Readonly<Record<string, string>>;
}

function isDiscriminator(value: unknown): value is Discriminator {
  return typeof value === 'object' && value !== null && 'mapping' in value;
}

/** Applies the schema that the property names. The alternatives may overlap, so `oneOf` would refuse valid values. */
function discriminate(
  { oneOf, ...schema }: JsonObject,
  { propertyName, mapping }: Discriminator,
): Readonly<Record<string, unknown>> {
  const choices = Object.entries(mapping).map(([value, $ref]) => ({
    if: { properties: { [propertyName]: { const: value } }, required: [propertyName] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref },
  }));
  return {
    ...schema,
    anyOf: oneOf,
    allOf: [{ properties: { [propertyName]: { enum: Object.keys(mapping) } } }, ...choices],
  };
}

function allowNull(schema: Record<string, unknown>): unknown {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}
