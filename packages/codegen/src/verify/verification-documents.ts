import type { Json, JsonObject, OpenApiDocument } from '../contract/index.ts';

/**
 * The document as its answers are judged: strings that Neon sends are open, whatever the emitter makes of an enum,
 * for by policy a new value breaks no reader.
 */
export function asRead(document: OpenApiDocument): OpenApiDocument {
  return withSchemas(document, (schema) => {
    // A single value is a constant, such as the type of an option.
    if (!Array.isArray(schema.enum) || schema.type !== 'string' || schema.enum.length === 1) return schema;
    // Listed values are text even where the format says bytes.
    const { enum: values, format: _format, ...open } = schema;
    const nullable = schema.nullable === true || (values as Json[]).includes(null);
    return { ...open, ...(nullable && { nullable }) };
  });
}

/** Keys under which every key is a name and no keyword. */
const NAME_MAPS = new Set(['properties', 'schemas', 'parameters', 'responses', 'content', 'paths', 'headers']);
const DATA = new Set(['default', 'const', 'enum', 'required']);

function withSchemas(document: OpenApiDocument, change: (schema: JsonObject) => JsonObject): OpenApiDocument {
  const keywords = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(keywords);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(change(value as JsonObject)).map(([key, child]): [string, Json] => {
      if (DATA.has(key)) return [key, child];
      return [key, NAME_MAPS.has(key) && isMap(child) ? names(child) : keywords(child)];
    });
    return Object.fromEntries(entries);
  };
  const names = (map: JsonObject): Json =>
    Object.fromEntries(Object.entries(map).map(([name, child]) => [name, keywords(child)]));
  return keywords(document as unknown as JsonObject) as unknown as OpenApiDocument;
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
