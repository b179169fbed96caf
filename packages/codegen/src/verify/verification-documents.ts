import { asDocument, type OpenApiDocument } from '../contract/index.ts';
import { isList, isObject, type Json, type JsonObject, listItems, mapChildren } from '../json/index.ts';

/**
 * The document as its answers are judged: strings that Neon sends are open, whatever the emitter makes of an enum,
 * for by policy a new value breaks no reader.
 */
export function asRead(document: OpenApiDocument): OpenApiDocument {
  return withSchemas(document, (schema) => {
    // A single value is a constant, such as the type of an option.
    if (!isList(schema.enum) || schema.type !== 'string' || schema.enum.length === 1) return schema;
    // Listed values are text even where the format says bytes.
    const { enum: values, format: _format, ...open } = schema;
    const nullable = schema.nullable === true || listItems(values).includes(null);
    return { ...open, ...(nullable && { nullable }) };
  });
}

/** Keys under which every key is a name and no keyword. */
const NAME_MAPS = new Set(['properties', 'schemas', 'parameters', 'responses', 'content', 'paths', 'headers']);
const DATA = new Set(['default', 'const', 'enum', 'required']);

function withSchemas(document: OpenApiDocument, change: (schema: JsonObject) => JsonObject): OpenApiDocument {
  const keywords = (value: Json): Json =>
    mapChildren(isObject(value) ? change(value) : value, (child, key) => {
      if (isList(value)) return keywords(child);
      if (DATA.has(key)) return child;
      return NAME_MAPS.has(key) ? mapChildren(child, keywords) : keywords(child);
    });
  return asDocument(keywords(document));
}
