import { expect, test } from 'vitest';
import { plainMarkdown } from './plain-markdown.ts';

const plain = (text: string): string => plainMarkdown({ path: 'a.md', text });

test.each([
  ['a head', '---\nlayout: page\n---\n\n# A\n', '# A\n'],
  ['components', '<StartPage>\n\n# A\n\n<template #client>\n\nB\n\n</template>\n', '# A\n\nB\n'],
  ['containers', '::: details Figures\n\nB\n\n:::\n', 'B\n'],
  ['drawings', 'A\n\n<svg class="plot"><path/></svg>\n\nB\n', 'A\n\nB\n'],
  ['anchors', '<a id="x"></a>A\n', 'A\n'],
  ['labels of code', '```ts [TypeScript]\na;\n```\n', '```ts\na;\n```\n'],
])('%s are left out', (_, text, expected) => {
  expect(plain(text)).toBe(expected);
});

test('escaped characters are restored, and code stays as it is', () => {
  expect(plain('a &lt; b\n\n```html\n&lt;svg class="plot">\n:::\n```\n')).toBe(
    'a < b\n\n```html\n&lt;svg class="plot">\n:::\n```\n',
  );
});
