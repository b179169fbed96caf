import { expect, test } from 'vitest';
import { print } from './declarations.ts';
import { OPEN_ENUM, OTHER_STRING, STREAM } from './document/index.ts';
import { type SchemaFacts, schemaType } from './schema-type.ts';

function printed(schema: SchemaFacts): string | undefined {
  const type = schemaType(schema);
  return type && print([type]).trim();
}

test.each<[SchemaFacts, string | undefined]>([
  [{ enum: ['a', 'b'], [OPEN_ENUM]: true }, '"a" | "b" | OtherString'],
  [{ enum: ['a', 'b'], [OPEN_ENUM]: true, nullable: true }, '("a" | "b" | OtherString) | null'],
  [{ enum: ['a', 'b'] }, undefined],
  [{ [OTHER_STRING]: 'received' }, 'OtherString'],
  [{ [OTHER_STRING]: 'sent', nullable: true }, '(string & {}) | null'],
  [{ format: 'binary' }, 'BinaryUpload'],
  [{ format: 'binary', [STREAM]: true }, 'BinaryDownload'],
  [{ format: 'date-time' }, undefined],
])('%j', (schema, expected) => {
  expect(printed(schema)).toBe(expected);
});
