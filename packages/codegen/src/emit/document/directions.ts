import { asDocument, type OpenApiDocument, type Schema } from '../../contract/index.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  mapChildren,
  mapValues,
  referencesIn,
  schemaName,
  schemaReference,
} from '../../json/index.ts';
import { inputTypeName } from '../../model/index.ts';
import { OTHER_STRING } from './known-values.ts';
import { mapOperations } from './map-operations.ts';
import { reachableSchemas } from './reachable.ts';

/** Marks an enum of values that Neon may extend at any time; see `openEnumType`. */
export const OPEN_ENUM = 'x-open-enum';

/** Marks binary content that Neon sends. Content that a caller sends is not marked. */
export const STREAM = 'x-stream';

/**
 * Adds a variant for each direction in which a schema differs. In responses, enums are open, because Neon may send values
 * that this version does not know, and write-only fields are omitted. In requests, enums are closed, and read-only fields
 * are omitted. A schema that is used in both directions and differs gets two names.
 */
export function splitDirections(document: OpenApiDocument): OpenApiDocument {
  const { sent, received } = reachableSchemas(document);
  const { schemas } = document.components;
  const differing = differingSchemas(schemas);
  const split = new Set([...differing].filter((name) => sent.has(name) && received.has(name)));
  const asInput = (value: Json): Json => rewrite(value, 'sent', split);
  const asOutput = (value: Json): Json => rewrite(value, 'received', split);
  const variants = Object.entries(schemas).flatMap(([name, schema]): [string, Json][] => {
    if (split.has(name))
      return [
        [name, asOutput(schema)],
        [inputTypeName(name), asInput(schema)],
      ];
    // The enums of a schema that no operation reaches are closed.
    return [[name, received.has(name) ? asOutput(schema) : asInput(schema)]];
  });
  const { parameters = {}, responses = {} } = document.components;
  return asDocument({
    ...document,
    paths: mapOperations(
      document,
      (operation) => mapValues(operation, (part, key) => (key === 'responses' ? asOutput(part) : asInput(part))),
      asInput,
    ),
    components: {
      ...document.components,
      schemas: Object.fromEntries(variants),
      parameters: mapValues(parameters, (parameter) => asInput(parameter)),
      responses: mapValues(responses, (response) => asOutput(response)),
    },
  });
}

export type Direction = 'sent' | 'received';

/** Returns the schemas whose two directions differ, directly or through what they contain. */
function differingSchemas(schemas: Readonly<Record<string, Schema>>): Set<string> {
  const differing = new Set(Object.keys(schemas).filter((name) => differsByItself(schemas[name] ?? {})));
  for (let size = -1; size !== differing.size; ) {
    size = differing.size;
    for (const [name, schema] of Object.entries(schemas)) {
      if (referencesIn(schema).some((reference) => differing.has(schemaName(reference) ?? ''))) differing.add(name);
    }
  }
  return differing;
}

function differsByItself(value: Json): boolean {
  if (isList(value)) return value.some(differsByItself);
  if (!isObject(value)) return false;
  if (isStringEnum(value) || MARKS.some((mark) => value[mark] === true)) return true;
  return Object.values(value).some(differsByItself);
}

/** Returns true for a schema that is written differently for each direction. */
const MARKS = ['readOnly', 'writeOnly', OTHER_STRING];

function rewrite(value: Json, direction: Direction, split: ReadonlySet<string>): Json {
  if (!isObject(value)) return mapChildren(value, (item) => rewrite(item, direction, split));
  const name = schemaName(value.$ref);
  if (name !== undefined) return direction === 'sent' && split.has(name) ? schemaReference(inputTypeName(name)) : value;
  const object = withoutForeignProperties(value, direction);
  const rewritten = mapValues(object, (child) => rewrite(child, direction, split));
  if (value[OTHER_STRING] === true) return { ...rewritten, [OTHER_STRING]: direction };
  if (direction === 'sent') return rewritten;
  if (isStringEnum(value)) return { ...rewritten, [OPEN_ENUM]: true };
  return value.format === 'binary' ? { ...rewritten, [STREAM]: true } : rewritten;
}

/** Omits the properties that never occur in this direction. */
function withoutForeignProperties(schema: JsonObject, direction: Direction): JsonObject {
  const { properties, required } = schema;
  if (!isObject(properties)) return schema;
  const foreign = direction === 'sent' ? 'readOnly' : 'writeOnly';
  const kept = Object.entries(properties).filter(([, property]) => !(isObject(property) && property[foreign] === true));
  const names = new Set(kept.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(kept),
    ...(isList(required) && { required: required.filter((name) => names.has(String(name))) }),
  };
}

/** An enum with one value is a constant, such as a discriminator, and does not get new values. */
function isStringEnum(schema: JsonObject): boolean {
  return schema.type === 'string' && Array.isArray(schema.enum) && schema.enum.length > 1;
}
