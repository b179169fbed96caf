import { anything, type Check, flag, listOf, mapOf, notEmpty, number, objectOf, text, unsupported } from './check.ts';
import { schemaRules } from './schema-rules.ts';

const EMPTY_LIST = 'This list is empty. Add an item or remove the list.';
const IGNORED = 'The types and the diff would ignore it.';

const types: Check = (value, at, report) =>
  (Array.isArray(value) ? notEmpty(listOf(text), EMPTY_LIST) : text)(value, at, report);

/** Either a schema, or a boolean: whether additional properties are allowed. */
const rest: Check = (value, at, report) => {
  if (typeof value !== 'boolean') schema(value, at, report);
};

const discriminator: Check = objectOf({ propertyName: text, mapping: mapOf(undefined, text) }, ['propertyName']);

export const schema: Check = (value, at, report) => {
  keywords(value, at, report);
  schemaRules(value, at, report);
};

const schemas: Check = notEmpty(listOf(schema), EMPTY_LIST);

const keywords: Check = objectOf({
  $ref: text,
  type: types,
  enum: notEmpty(listOf(anything), EMPTY_LIST),
  const: anything,
  format: text,
  nullable: flag,
  required: listOf(text),
  properties: mapOf(undefined, schema),
  additionalProperties: rest,
  items: schema,
  allOf: schemas,
  oneOf: schemas,
  anyOf: schemas,
  discriminator,
  default: anything,
  deprecated: flag,
  readOnly: flag,
  writeOnly: flag,
  pattern: text,
  uniqueItems: flag,
  ...Object.fromEntries(
    `minimum maximum multipleOf minLength maxLength minItems maxItems minProperties maxProperties`
      .split(' ')
      .map((limit) => [limit, number]),
  ),
  // True or false in OpenAPI 3.0, a number in 3.1.
  exclusiveMinimum: anything,
  exclusiveMaximum: anything,
  title: text,
  description: text,
  example: anything,
  examples: anything,
  externalDocs: anything,
  xml: anything,
  $comment: text,
  'x-sunset': text,
  'x-stability-level': text,
  'x-sensitive': listOf(text),
  $defs: unsupported('$defs', 'Move the schemas to #/components/schemas.'),
  patternProperties: unsupported('patternProperties', 'Use "additionalProperties".'),
  prefixItems: unsupported('prefixItems', 'Use "items".'),
  ...Object.fromEntries(
    `not if then else contains propertyNames dependentSchemas dependentRequired unevaluatedProperties unevaluatedItems
    contentEncoding contentMediaType contentSchema`
      .split(/\s+/)
      .map((key) => [key, unsupported(key, IGNORED)]),
  ),
});
