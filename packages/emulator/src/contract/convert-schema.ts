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
  const { nullable, example: _example, discriminator: _discriminator, ...kept } = schema as JsonObject;
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(kept)) {
    if (key.startsWith('x-')) continue;
    converted[key] = key === '$ref' && typeof value === 'string' ? `${DOCUMENT_ID}${value}` : convertSchema(value);
  }
  return nullable === true ? allowNull(converted) : converted;
}

function allowNull(schema: Record<string, unknown>): unknown {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}
