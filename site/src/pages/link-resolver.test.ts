import { expect, test } from 'vitest';
import { CODE_HOST } from '../repository.ts';
import { createLinkResolver } from './link-resolver.ts';

const pages = new Map([
  ['docs/guides/handle-errors.md', 'guides/handle-errors.md'],
  ['packages/client/README.md', 'packages/client.md'],
]);
const resolve = (link: string): string => createLinkResolver(pages).resolve('docs/guides/handle-errors.md', link);

test.each([
  ['a page', '../../packages/client/README.md', '../packages/client.md'],
  ['the folder of a README', '../../packages/client/', '../packages/client.md'],
  ['a part of a page', '../../packages/client/README.md#options', '../packages/client.md#options'],
  ['the page itself', 'handle-errors.md', './handle-errors.md'],
  ['a path from the root', '/packages/client/README.md', '../packages/client.md'],
  ['a file that is not a page', '../../LICENSE', `${CODE_HOST}/blob/main/LICENSE`],
  ['a folder without a page', '../../scripts', `${CODE_HOST}/tree/main/scripts`],
  ['another site', 'https://neon.com/', 'https://neon.com/'],
  ['a heading', '#log-it', '#log-it'],
])('resolves %s', (_, link, expected) => {
  expect(resolve(link)).toBe(expected);
});

test('an image becomes an asset', () => {
  const resolver = createLinkResolver(pages);
  expect(resolver.resolve('docs/guides/handle-errors.md', 'images/console-sql.png')).toBe('../images/console-sql.png');
  expect([...resolver.assets]).toEqual([['images/console-sql.png', 'docs/guides/images/console-sql.png']]);
});

test.each(['missing.md', '../../../outside.md'])('a link without a target is an error: %s', (link) => {
  expect(() => resolve(link)).toThrow(`docs/guides/handle-errors.md links to ${link}, which does not exist.`);
});
