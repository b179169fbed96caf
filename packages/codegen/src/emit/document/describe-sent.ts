import { asDocument, type OpenApiDocument, type Schema } from '../../contract/index.ts';
import { isObject, type Json, type JsonObject, mapChildren, mapValues } from '../../json/index.ts';
import { resolve } from '../../model/index.ts';
import { mapOperations } from './map-operations.ts';
import { reachableSchemas } from './reachable.ts';

/**
 * Gives every field that a caller sends a description: its own, that of the schema it references, or its name in words.
 * A document without prose is unchanged.
 */
export function describeSent(document: OpenApiDocument): OpenApiDocument {
  if (!hasProse(document)) return document;
  const { sent } = reachableSchemas(document);
  const describe = (value: Json): Json => describeFields(document, value);
  const { schemas } = document.components;
  return asDocument({
    ...document,
    paths: mapOperations(document, (operation) =>
      operation.requestBody === undefined ? operation : { ...operation, requestBody: describe(operation.requestBody) },
    ),
    components: {
      ...document.components,
      schemas: mapValues(schemas, (schema, name) => (sent.has(name) ? describe(schema) : schema)),
    },
  });
}

/** A field may be named `description`; its value is then an object. */
function hasProse(document: OpenApiDocument): boolean {
  return /"description":"/.test(JSON.stringify(document));
}

function describeFields(document: OpenApiDocument, value: Json): Json {
  return mapChildren(value, (child, key) => {
    if (key !== 'properties' || !isObject(child)) return describeFields(document, child);
    return mapValues(child, (field, name) => describeField(document, describeFields(document, field), name));
  });
}

function describeField(document: OpenApiDocument, field: Json, name: string): Json {
  if (!isObject(field) || saysSomething(field)) return field;
  const target = resolve<Schema>(document, field);
  return { ...field, description: summaryOf(target) ?? inWords(name) };
}

/** Returns the first paragraph of a schema's description. The rest is shown at the schema. */
function summaryOf({ description }: Schema): string | undefined {
  return typeof description === 'string' ? description.trim().split(/\n\s*\n/)[0] : undefined;
}

function saysSomething({ title, summary, description }: JsonObject): boolean {
  return [title, summary, description].some((text) => typeof text === 'string');
}

const CAPITALS = new Set(['api', 'cu', 'id', 'ip', 'jwks', 'sdk', 'uri', 'url', 'vpc']);

/** Returns `Webhook URL.` for `webhook_url`. */
function inWords(name: string): string {
  const words = name.split('_').map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
