import { isList, isObject, type Json, type JsonObject, listItems } from '../../json/index.ts';
import type { Path } from '../fault.ts';
import { quoted, visible } from '../fault.ts';
import type { Check } from './check.ts';

interface RuleFault {
  /** Relative to the schema. */
  readonly at: Path;
  readonly message: string;
  readonly onKey?: boolean;
}

type Rule = (schema: JsonObject) => RuleFault[];

/** Reports keywords of one schema that contradict each other, or that the types would ignore. */
export const schemaRules: Check = (value, at, report) => {
  if (!isObject(value)) return;
  const rules = value.$ref === undefined ? RULES : [knownTypes, besideReference, reference];
  for (const { at: below, message, onKey } of rules.flatMap((rule) => rule(value))) {
    report([...at, ...below], message, { onKey: onKey === true });
  }
};

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const knownTypes: Rule = ({ type }) =>
  isList(type)
    ? type.flatMap((name, index) => unknownType(name, ['type', String(index)]))
    : unknownType(type, ['type']);

function unknownType(name: Json | undefined, at: Path): RuleFault[] {
  if (typeof name !== 'string' || TYPES.includes(name)) return [];
  return [{ at, message: `${quoted(name)} is not a type. Use one of ${TYPES.join(', ')}.` }];
}

const arrayItems: Rule = (schema) =>
  typesOf(schema).includes('array') && schema.items === undefined
    ? [{ at: ['type'], message: 'An array needs "items". Write "items": {} for items of any type.' }]
    : [];

/** Keywords that say nothing about values of another type. */
const OWNERS: Readonly<Record<string, string>> = {
  items: 'array',
  properties: 'object',
  additionalProperties: 'object',
  required: 'object',
};

const ownedKeywords: Rule = (schema) => {
  const types = typesOf(schema);
  return Object.entries(OWNERS).flatMap(([key, owner]) => {
    // Without a type, properties imply an object.
    const isImplied = owner === 'object' && types.length === 0;
    if (schema[key] === undefined || isImplied || types.includes(owner)) return [];
    return [{ at: [key], message: `"${key}" needs "type": "${owner}".`, onKey: true }];
  });
};

const PARTS = ['properties', 'additionalProperties', 'allOf', 'oneOf', 'anyOf'];

const requiredPlaces: Rule = ({ type, required, ...others }) => {
  const isUnmet = type === 'object' && Array.isArray(required) && required.length > 0;
  return isUnmet && !PARTS.some((key) => Object.hasOwn(others, key))
    ? [{ at: ['required'], message: 'There are no properties. Add "properties".' }]
    : [];
};

const listedValues: Rule = (schema) => {
  const { enum: values, const: constant } = schema;
  const inList = listItems(values).flatMap((value, index) => misfit(schema, value, ['enum', String(index)]));
  if (constant === undefined) return inList;
  if (constant === null) return [...inList, { at: ['const'], message: 'Write "type": "null" for null.' }];
  return [...inList, ...misfit(schema, constant, ['const'])];
};

function misfit(schema: JsonObject, value: Json, at: Path): RuleFault[] {
  if (typeof value === 'object' && value !== null) {
    return [{ at, message: 'Only strings, numbers, booleans and null are supported as listed values.' }];
  }
  const types = typesOf(schema);
  // An unknown type is reported separately.
  if (types.length === 0 || types.some((type) => !TYPES.includes(type) || fitsType(schema, value, type))) return [];
  return [{ at, message: `${visible(JSON.stringify(value))} does not match "type": "${types.join('", "')}".` }];
}

function fitsType({ nullable }: JsonObject, value: Json, type: string): boolean {
  if (value === null) return type === 'null' || nullable === true;
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

const binary: Rule = ({ type, format, enum: values, const: constant }) =>
  format === 'binary' && (type !== 'string' || values !== undefined || constant !== undefined)
    ? [{ at: ['format'], message: '"format": "binary" needs "type": "string" and no listed values.' }]
    : [];

const oneChoice: Rule = ({ oneOf, anyOf }) =>
  oneOf !== undefined && anyOf !== undefined
    ? [{ at: ['anyOf'], message: '"oneOf" and "anyOf" together are not supported. Nest them in "allOf".', onKey: true }]
    : [];

const access: Rule = ({ readOnly, writeOnly }) =>
  readOnly === true && writeOnly === true
    ? [{ at: ['writeOnly'], message: 'A read-only value cannot be write-only. Remove one of the two.', onKey: true }]
    : [];

const RULES: readonly Rule[] = [
  knownTypes,
  arrayItems,
  ownedKeywords,
  requiredPlaces,
  listedValues,
  binary,
  oneChoice,
  access,
];

/** Keywords that do not change the type of a reference. */
const ANNOTATIONS = new Set(
  '$ref $comment type title description deprecated default example examples externalDocs readOnly writeOnly'.split(' '),
);

const besideReference: Rule = (schema) =>
  Object.keys(schema)
    .filter((key) => !ANNOTATIONS.has(key) && !key.startsWith('x-'))
    .map((key) => ({
      at: [key],
      message: `${quoted(key)} beside "$ref" has no effect. Put the reference into "allOf".`,
      onKey: true,
    }));

const SCHEMA_REFERENCE = /^#\/components\/schemas\/[^/]+$/;

const reference: Rule = ({ $ref }) =>
  typeof $ref === 'string' && $ref.startsWith('#/') && !SCHEMA_REFERENCE.test($ref)
    ? [{ at: ['$ref'], message: 'Only a reference to #/components/schemas/NAME is supported here.' }]
    : [];

function typesOf({ type }: JsonObject): string[] {
  const types = isList(type) ? type : [type ?? null];
  return types.filter((name) => typeof name === 'string');
}
