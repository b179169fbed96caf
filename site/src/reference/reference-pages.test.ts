import { expect, test } from 'vitest';
import { findEntries } from './entries.ts';
import { referencePages } from './reference-pages.ts';

test('the entries are those of the manifests', () => {
  const specifiers = findEntries().map(({ specifier }) => specifier);
  expect(specifiers).toContain('@neon-api/client');
  expect(specifiers).toContain('@neon-api/helpers/node');
  expect(specifiers).not.toContain('@neon-api/client/operations');
});

test('a page has signatures, options with their meaning, errors and examples', async () => {
  const entries = findEntries().filter(({ specifier }) => /\/(client|helpers)$/.test(specifier));
  const pages = new Map((await referencePages(entries)).map(({ path, text }) => [path, text]));
  const helpers = pages.get('reference/helpers.md');
  expect(helpers).toContain('### ensureBranch\n\n```ts\nfunction ensureBranch(');
  expect(helpers).toMatch(/\*\*Throws\*\* NeonUsageError/);
  expect(helpers).not.toContain('### NeonApiError');
  expect(pages.get('reference/client.md')).toMatch(
    /### NeonApiError[\s\S]*\| `retryAfterMs\?` \| `number` \| How long/,
  );
});
