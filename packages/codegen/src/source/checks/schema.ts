import { type Check, flag, listOf, mapOf, objectOf, text } from './check.ts';

const typeNames: Check = (value, at, report) => (Array.isArray(value) ? listOf(text) : text)(value, at, report);

/** A schema; true and false are schemas as well, but not where a name is given to them. */
export const schema: Check = (value, at, report) => {
  if (typeof value !== 'boolean') namedSchema(value, at, report);
};

const discriminator: Check = objectOf({ propertyName: text, mapping: mapOf(undefined, text) }, ['propertyName']);

export const namedSchema: Check = objectOf({
  $ref: text,
  type: typeNames,
  title: text,
  description: text,
  format: text,
  pattern: text,
  nullable: flag,
  deprecated: flag,
  readOnly: flag,
  writeOnly: flag,
  required: listOf(text),
  enum: listOf(() => undefined),
  properties: mapOf(undefined, schema),
  patternProperties: mapOf(undefined, schema),
  additionalProperties: schema,
  $defs: mapOf(undefined, schema),
  allOf: listOf(schema),
  oneOf: listOf(schema),
  anyOf: listOf(schema),
  prefixItems: listOf(schema),
  items: schema,
  not: schema,
  discriminator,
  'x-sunset': text,
  'x-stability-level': text,
  'x-sensitive': listOf(text),
});
