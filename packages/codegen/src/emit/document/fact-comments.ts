import type { Json, JsonObject, OpenApiDocument } from '../../contract/index.ts';

/**
 * The document with the facts that a type cannot show put into its descriptions: ranges, lengths, patterns, stability,
 * the day on which something ends. openapi-typescript turns descriptions into documentation comments.
 */
export function commentFacts(document: OpenApiDocument): OpenApiDocument {
  return comment(document as unknown as Json, false) as unknown as OpenApiDocument;
}

function comment(value: Json, isNameMap: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => comment(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  const children = Object.fromEntries(
    Object.entries(object).map(([key, child]) => [key, comment(child, !isNameMap && key === 'properties')]),
  );
  const facts = isNameMap ? [] : describeFacts(object);
  if (facts.length === 0) return children;
  const description = typeof object.description === 'string' ? object.description.trimEnd() : undefined;
  return { ...children, description: [...(description ? [description, ''] : []), ...facts].join('\n') };
}

/** One line a fact, in plain words. */
export function describeFacts(object: JsonObject): string[] {
  // A parameter carries its limits in its schema.
  const schema = isObject(object.schema) && typeof object.in === 'string' ? object.schema : object;
  const stability = object['x-stability-level'];
  const sunset = object['x-sunset'];
  return [
    range('Range', schema.minimum, schema.maximum),
    range('Length', schema.minLength, schema.maxLength),
    range('Items', schema.minItems, schema.maxItems),
    typeof schema.pattern === 'string' ? `Pattern: \`${schema.pattern}\`.` : undefined,
    typeof stability === 'string' ? `Stability: ${stability}.` : undefined,
    typeof sunset === 'string' ? `Ends on ${sunset}.` : undefined,
  ].filter((line) => line !== undefined);
}

function range(label: string, from: Json | undefined, to: Json | undefined): string | undefined {
  if (typeof from !== 'number' && typeof to !== 'number') return undefined;
  if (typeof to !== 'number') return `${label}: ${from} or more.`;
  return typeof from === 'number' ? `${label}: ${from} to ${to}.` : `${label}: up to ${to}.`;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
