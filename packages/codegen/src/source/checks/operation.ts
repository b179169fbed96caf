import { METHODS } from '../../contract/index.ts';
import { type Check, flag, isObject, listOf, mapOf, name, objectOf, oneOf, text } from './check.ts';
import { MEDIA_TYPE, OPERATION_ID, PARAMETER, PATH, STATUS } from './names.ts';
import { schema } from './schema.ts';

/** A value or a reference to one of the components of its kind. */
export function orReference(kind: string, check: Check): Check {
  return (value, at, report) => {
    const reference = isObject(value) ? value.$ref : undefined;
    if (reference === undefined) return check(value, at, report);
    if (typeof reference !== 'string' || !reference.startsWith(`#/components/${kind}/`)) {
      report([...at, '$ref'], `Only a reference to #/components/${kind}/… can stand here.`);
    }
  };
}

const content: Check = mapOf(MEDIA_TYPE, objectOf({ schema }));

export const parameter: Check = objectOf(
  {
    name: name(PARAMETER),
    in: oneOf(['path', 'query', 'header', 'cookie']),
    description: text,
    required: flag,
    deprecated: flag,
    schema,
    content,
  },
  ['name', 'in'],
);

export const requestBody: Check = objectOf({ description: text, required: flag, content }, ['content']);

const headers: Check = mapOf(PARAMETER, orReference('headers', objectOf({ description: text, schema })));

export const response: Check = objectOf({ description: text, content, headers });

const parameters: Check = listOf(orReference('parameters', parameter));

const operation: Check = objectOf(
  {
    operationId: name(OPERATION_ID),
    summary: text,
    description: text,
    deprecated: flag,
    tags: listOf(text),
    parameters,
    requestBody: orReference('requestBodies', requestBody),
    responses: mapOf(STATUS, orReference('responses', response)),
    'x-sunset': text,
    'x-stability-level': text,
  },
  ['operationId', 'responses'],
);

const pathItem: Check = objectOf(
  {
    ...Object.fromEntries(METHODS.map((method) => [method, operation])),
    parameters,
    summary: text,
    description: text,
    servers: listOf(objectOf({})),
  },
  [],
  (key) => key.startsWith('x-'),
);

export const paths: Check = mapOf(PATH, pathItem);
