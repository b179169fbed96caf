import { expect, test } from 'vitest';
import { absoluteLinks } from './absolute-links.ts';

const URL = 'https://example.com/acme/tools';
const make = (text: string) => absoluteLinks({ path: 'packages/client/README.md', text }, URL);

test.each([
  ['[a](../../docs/a.md)', `[a](${URL}/blob/HEAD/docs/a.md)`],
  [
    '[a](../../docs/a.md#part) and [b](../types)',
    `[a](${URL}/blob/HEAD/docs/a.md#part) and [b](${URL}/blob/HEAD/packages/types)`,
  ],
  ['[a](/docs/a.md)', `[a](${URL}/blob/HEAD/docs/a.md)`],
  ['[a]: ../../docs/a.md', `[a]: ${URL}/blob/HEAD/docs/a.md`],
  ['![a](a.png "A")', `![a](${URL}/blob/HEAD/packages/client/a.png "A")`],
])('%s becomes absolute', (text, absolute) => {
  expect(make(text)).toBe(absolute);
});

test.each(['[a](https://example.com)', '[a](#part)', '`[a](a.md)`', '```md\n[a](a.md)\n```'])(
  '%j is unchanged',
  (text) => {
    expect(make(text)).toBe(text);
  },
);
