import { METHODS } from '../../contract/index.ts';
import { isObject, type Json } from '../../json/index.ts';
import {
  anything,
  type Check,
  flag,
  listOf,
  mapOf,
  name,
  notEmpty,
  objectOf,
  oneOf,
  text,
  unsupported,
} from './check.ts';
import { COMPONENT, MEDIA_TYPE, OPERATION_ID, PARAMETER, PATH, STATUS } from './names.ts';
import { schema } from './schema.ts';

/** Checks a value, or a reference to a component of its kind. */
export function orReference(kind: string, check: Check): Check {
  return (value, at, report) => {
    const reference = isObject(value) ? value.$ref : undefined;
    if (reference === undefined) return check(value, at, report);
    if (typeof reference !== 'string' || !reference.startsWith(`#/components/${kind}/`)) {
      report([...at, '$ref'], `Only a reference to #/components/${kind}/… is supported here.`);
    }
  };
}

const mediaType: Check = objectOf({ schema, example: anything, examples: anything, encoding: anything }, ['schema']);

const content: Check = mapOf(MEDIA_TYPE, mediaType);

/** The members that parameters and headers share. */
const VALUE: Readonly<Record<string, Check>> = {
  description: text,
  required: flag,
  deprecated: flag,
  schema,
  content: unsupported('content', 'Use "schema".'),
  example: anything,
  examples: anything,
  'x-sunset': text,
  'x-stability-level': text,
};

const members: Check = objectOf(
  {
    ...VALUE,
    name: name(PARAMETER),
    in: oneOf(['path', 'query', 'header', 'cookie']),
    style: text,
    explode: flag,
    allowEmptyValue: flag,
    allowReserved: flag,
  },
  ['name', 'in', 'schema'],
);

/** The style in which clients write a value in each place. */
const STYLES: ReadonlyMap<Json | undefined, string> = new Map([
  ['path', 'simple'],
  ['query', 'form'],
]);

export const parameter: Check = (value, at, report) => {
  members(value, at, report);
  if (!isObject(value)) return;
  const style = STYLES.get(value.in);
  if (style !== undefined && value.style !== undefined) oneOf([style])(value.style, [...at, 'style'], report);
  if (value.in === 'query' && value.explode === false) {
    report([...at, 'explode'], '"explode": false is not supported: a list in a query repeats its name.');
  }
};

export const header: Check = objectOf({ ...VALUE, style: text, explode: flag }, ['schema']);

export const requestBody: Check = objectOf(
  {
    description: text,
    required: flag,
    content: notEmpty(content, 'There is no media type. Add one with its schema.'),
  },
  ['content'],
);

export const response: Check = objectOf({
  description: text,
  content,
  headers: mapOf(PARAMETER, orReference('headers', header)),
  links: anything,
});

const parameters: Check = listOf(orReference('parameters', parameter));

const OPERATION: Readonly<Record<string, Check>> = {
  operationId: name(OPERATION_ID),
  summary: text,
  description: text,
  externalDocs: anything,
  deprecated: flag,
  tags: listOf(text),
  parameters,
  requestBody: orReference('requestBodies', requestBody),
  responses: notEmpty(mapOf(STATUS, orReference('responses', response)), 'There is no response. Add one.'),
  callbacks: anything,
  security: anything,
  servers: anything,
  'x-sunset': text,
  'x-stability-level': text,
};

function pathItem(required: readonly string[]): Check {
  const operation = objectOf(OPERATION, required);
  return objectOf({
    ...Object.fromEntries(METHODS.map((method) => [method, operation])),
    parameters,
    summary: text,
    description: text,
    servers: anything,
  });
}

export const paths: Check = mapOf(PATH, pathItem(['operationId', 'responses']));

/** They are never called, so they need no name. */
export const webhooks: Check = mapOf(COMPONENT, pathItem([]));
