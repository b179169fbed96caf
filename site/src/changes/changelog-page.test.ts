import { expect, test } from 'vitest';
import { changelogPage, parseChangeset } from './changelog-page.ts';

test('a changeset has packages and a text', () => {
  const content = "---\n'@neon-api/client': minor\n'@neon-api/types': patch\n---\n\nIt is *new*.\n";
  expect(parseChangeset(content)).toEqual({ packages: ['@neon-api/client', '@neon-api/types'], text: 'It is *new*.' });
});

test('changes that wait for a release are listed by package', () => {
  expect(changelogPage().text).toMatch(/^## The next release\n\n### types, not yet released\n\n\S/m);
});
