import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrokenLinks, linksOf } from './links.ts';
import { gitPaths, packageNames, ROOT, readText } from './repository.ts';

describe('in this repository', () => {
  test.each(['.', ...packageNames().map((name) => `packages/${name}`)])('%s has a README file', (folder) => {
    expect(existsSync(join(ROOT, folder, 'README.md'))).toBe(true);
  });

  test('every package is MIT and contains the licence', () => {
    const licences = packageNames().map((name) => JSON.parse(readText(`packages/${name}/package.json`).text).license);
    expect(new Set(licences)).toEqual(new Set(['MIT']));
    expect(readText('LICENSE').text).toMatch(/^MIT License/);
  });

  test('every relative link in a Markdown file has a target', () => {
    const files = gitPaths()
      .filter((path) => path.endsWith('.md'))
      .map(readText);
    expect(files.map(({ path }) => path)).toContain('packages/types/README.md');
    expect(files.flatMap((file) => findBrokenLinks(file, (path) => existsSync(join(ROOT, path))))).toEqual([]);
  });
});

describe('findBrokenLinks', () => {
  const find = (text: string) =>
    findBrokenLinks({ path: 'docs/guides/a.md', text }, (path) => path === 'docs/b.md' || path === 'docs/guides');

  test.each([
    '[b](../b.md)',
    '[b](../b.md#part)',
    '[b](/docs/b.md)',
    '[b](<../b.md> "B")',
    '![b](../b.md)',
    '[b]: ../b.md',
    '[here](.)',
  ])('the target of %s exists', (text) => {
    expect(find(text)).toEqual([]);
  });

  test.each([
    '[c](c.md)',
    '[c](../c.md#part)',
    '![c](c.png)',
    '[c]: c.md',
    '[out](../../../b.md)',
    'a [b](../b.md) [c](c.md)',
  ])('the target of %s does not exist', (text) => {
    expect(find(text)).toEqual([expect.stringMatching(/^docs\/guides\/a\.md links to \S+, which does not exist$/)]);
  });

  test.each([
    '[x](https://example.com/x)',
    '[x](mailto:x@example.com)',
    '[x](#part)',
    '`[x](x.md)`',
    '```md\n[x](x.md)\n```',
  ])('the target of %s is not checked', (text) => {
    expect(find(text)).toEqual([]);
  });
});

test('linksOf finds each link of a line', () => {
  expect(linksOf('See [a](a.md), [b](b.md) and `[c](c.md)`.')).toEqual(['a.md', 'b.md']);
});
