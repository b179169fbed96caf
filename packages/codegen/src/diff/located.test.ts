import { expect, test } from 'vitest';
import { tinyDocument } from '../../test/tiny-document.ts';
import { below, followed, locate, schemaName } from './located.ts';

const document = tinyDocument(undefined, {
  'A/b~c': { type: 'string' },
  Reference: { $ref: '#/components/schemas/A~1b~0c' },
  Circle: { $ref: '#/components/schemas/Circle' },
  Lost: { $ref: '#/components/schemas/Nothing' },
  Foreign: { $ref: 'other.yaml#/components/schemas/A' },
});
const schema = (name: string) => locate(document, 'components', 'schemas', name);

test('a pointer escapes what a key may hold', () => {
  expect(below(schema('A/b~c'), 'type')).toMatchObject({
    value: 'string',
    pointer: '/components/schemas/A~1b~0c/type',
  });
});

test('a reference leads to its target, and gives its name', () => {
  expect(followed(schema('Reference'))).toMatchObject({
    value: { type: 'string' },
    pointer: '/components/schemas/A~1b~0c',
  });
  expect(schemaName(schema('Reference'))).toBe('A/b~c');
  expect(schemaName(schema('A/b~c'))).toBeUndefined();
});

test.each(['Circle', 'Lost', 'Foreign'])('%s leads nowhere, and the message says from where', (name) => {
  expect(() => followed(schema(name))).toThrow(/ refers to .*, which leads nowhere\. Mend the document\./);
});
