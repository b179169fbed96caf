import { asDocument, type OpenApiDocument } from '../contract/index.ts';
import { isList, isObject, type Json, type JsonObject, listItems, mapChildren } from '../json/index.ts';

/**
 * Returns the document for judging responses: strings that Neon sends are open, even if the emitter closes an enum,
 * because by policy a new value does not break readers.
 */
export function asRead(document: OpenApiDocument): OpenApiDocument {
  return withSchemas(document, (schema) => {
    // A single value is a constant, such as the type of an option.
    if (!isList(schema.enum) || schema.type !== 'string' || schema.enum.length === 1) return schema;
    // Listed values are text, even if the format is binary.
    const { enum: values, format: _format, ...open } = schema;
    const nullable = schema.nullable === true || listItems(values).includes(null);
    return { ...open, ...(nullable && { nullable }) };
  });
}

/** Keys of objects whose own keys are names, not keywords. */
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
