import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { PathItem, Schema } from '../contract/index.ts';
import { renameSchemas } from './renamed-schemas.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const TEXT: Schema = { type: 'string' };

function renamed(schemas: Record<string, Schema>, paths?: Record<string, PathItem>) {
  return renameSchemas(tinyDocument(paths, schemas));
}

const namesOf = (schemas: Record<string, Schema>, paths?: Record<string, PathItem>) =>
  Object.keys(renamed(schemas, paths).components.schemas).filter((name) => name !== 'Thing');

test.each(['Promise', 'Record', 'Date', 'Response', 'string', 'class', 'paths', 'OtherString', 'WithRequired'])(
  'a schema named %s gets a new name',
  (name) => {
    expect(namesOf({ [name]: TEXT })).toEqual([`${name}Schema`]);
  },
);

test.each(['Branch', 'Promises', 'date', 'Schema'])('a schema named %s keeps its name', (name) => {
  expect(namesOf({ [name]: TEXT })).toEqual([name]);
});

describe('the new name', () => {
  test.each<[string, Record<string, Schema>]>([
    ['a schema', { PromiseSchema: TEXT }],
    ['the request variant of a schema', { PromiseSchemaInput: TEXT }],
  ])('avoids the name of %s', (_, schemas) => {
    expect(namesOf({ ...schemas, Promise: TEXT })).toEqual([...Object.keys(schemas), 'PromiseSchema2']);
  });

  test("avoids the names of an operation's types", () => {
    const paths = { '/a': { get: tinyOperation('a', { responses: { '200': json(ref('Promise')) } }) } };
    expect(namesOf({ Promise: TEXT, PromiseSchema: TEXT, PromiseSchema2: TEXT }, paths)).toEqual([
      'PromiseSchema3',
      'PromiseSchema',
      'PromiseSchema2',
    ]);
  });

  test('is used by every reference and mapping', () => {
    const choice = {
      oneOf: [ref('Date')],
      discriminator: { propertyName: 'a', mapping: { x: ref('Date').$ref ?? '' } },
    };
    const paths = { '/a': { get: tinyOperation('a', { responses: { '200': json(ref('Date')) } }) } };
    const document = renamed({ Date: TEXT, Choice: choice, List: { type: 'array', items: ref('Date') } }, paths);
    expect(JSON.stringify(document)).not.toContain('/Date"');
    expect(document.components.schemas).toMatchObject({
      Choice: { oneOf: [ref('DateSchema')], discriminator: { mapping: { x: ref('DateSchema').$ref } } },
      List: { items: ref('DateSchema') },
    });
  });
});

test('a document without such names is unchanged', () => {
  const document = tinyDocument();
  expect(renameSchemas(document)).toBe(document);
});
