import { expect, test } from 'vitest';
import { describeChanges, findSchemaChanges } from './find-schema-changes.ts';

type Tables = Parameters<typeof findSchemaChanges>[0];

const column = (name: string, type: string, nullable = true) => ({ name, type, nullable, generated: false });
const base: Tables = [
  {
    ...{ schema: 'public', name: 'books', columns: [column('id', 'integer', false), column('title', 'text')] },
    constraints: [{ name: 'books_pkey', type: 'primary_key', columns: ['id'] }],
  },
  { schema: 'public', name: 'gone', columns: [] },
];
const now: Tables = [
  {
    ...{ schema: 'public', name: 'books', columns: [column('id', 'bigint', false), column('pages', 'integer')] },
    constraints: [
      { name: 'books_pkey', type: 'primary_key', columns: ['id'] },
      {
        ...{ type: 'foreign_key', columns: ['id'] },
        referenced_table: { schema: 'public', table: 'works', columns: ['key'] },
      },
    ],
  },
  { schema: 'audit', name: 'books', columns: [column('id', 'integer')] },
];

test('lists additions, removals and changes by table', () => {
  expect(describeChanges(findSchemaChanges(base, now), 'any').split('\n')).toEqual([
    '+ table audit.books',
    '~ column public.books.id: integer not null → bigint not null',
    '- column public.books.title: text',
    '+ column public.books.pages: integer',
    '+ constraint public.books: foreign key (id) references public.works (key)',
    '- table public.gone',
  ]);
});

test('finds no change between equal schemas, and refers to the diff if only that differs', () => {
  expect(findSchemaChanges(now, now)).toEqual([]);
  expect(describeChanges([], '')).toMatch(/the same/);
  expect(describeChanges([], 'create view')).toMatch(/See the diff/);
});
