import { expect, test } from 'vitest';
import { pageQuery, quoteName } from './tables.ts';

test('names are quoted', () => {
  expect(quoteName({ schema: 'public', name: 'a"b' })).toBe('"public"."a""b"');
});

test.each([
  [[], 0, 'select * from "public"."t" limit 51 offset 0'],
  [['id', 'Day'], 2, 'select * from "public"."t" order by "id", "Day" limit 51 offset 100'],
])('the key %j and page %i', (key, page, query) => {
  expect(pageQuery({ schema: 'public', name: 't' }, key, page)).toBe(query);
});
