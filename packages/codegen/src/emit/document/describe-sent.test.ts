import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import type { Schema } from '../../contract/index.ts';
import type { JsonObject } from '../../json/index.ts';
import { describeSent } from './describe-sent.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const DATABASE: Schema = { type: 'object', properties: { name: { type: 'string' }, owner_name: { type: 'string' } } };
const SCHEMAS = { Quota: { type: 'object', description: 'How much is allowed.' }, Database: DATABASE };

/** Returns the final description of a request body field. */
function described(name: string, field: Schema): unknown {
  const body = json({ type: 'object', properties: { [name]: field } });
  const operation = tinyOperation('a', { requestBody: body, description: 'Prose.' });
  const { paths } = describeSent(tinyDocument({ '/a': { post: operation } }, SCHEMAS));
  const sent = paths['/a']?.post?.requestBody as unknown as typeof body;
  const { properties } = sent.content['application/json'].schema;
  return ((properties as JsonObject)[name] as Schema).description;
}

describe('a field that a caller sends is described by', () => {
  test.each<[string, string, Schema, string | undefined]>([
    ['its own description', 'name', { type: 'string', description: 'Own.' }, 'Own.'],
    ['the description of the schema it refers to', 'quota', ref('Quota'), 'How much is allowed.'],
    ['its name', 'webhook_url', { type: 'string' }, 'Webhook URL.'],
    ['its name', 'database', ref('Database'), 'Database.'],
    ['its title, which is left unchanged', 'name', { type: 'string', title: 'Title' }, undefined],
  ])('%s', (_, name, field, expected) => {
    expect(described(name, field)).toBe(expected);
  });
});

test('fields of a request schema are described at any depth, fields of a response schema are not', () => {
  const nested = { type: 'object', properties: { inner: DATABASE } };
  const operation = tinyOperation('a', { requestBody: json(ref('Sent')), description: 'Prose.' });
  const document = tinyDocument({ '/a': { post: operation } }, { Sent: nested, Thing: DATABASE });
  const { Sent, Thing } = describeSent(document).components.schemas;
  expect(JSON.stringify(Sent)).toContain('"description":"Owner name."');
  expect(Thing).toEqual(DATABASE);
});

test('a document without prose is unchanged', () => {
  const body = json({ type: 'object', properties: { description: { type: 'string' } } });
  const document = tinyDocument({ '/a': { post: tinyOperation('a', { requestBody: body }) } });
  expect(describeSent(document)).toBe(document);
});
