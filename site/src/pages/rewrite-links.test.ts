import { expect, test } from 'vitest';
import { rewriteLinks } from './rewrite-links.ts';

const upper = (markdown: string): string => rewriteLinks(markdown, (target) => target.toUpperCase());

test.each([
  ['an inline link', '[a](a.md)', '[a](A.MD)'],
  ['an image', '![a](a.png)', '![a](A.PNG)'],
  ['a link with code as its text', '[`a`](a.md)', '[`a`](A.MD)'],
  ['a link with a title', '[a](<a.md> "A")', '[a](<A.MD> "A")'],
  ['a definition', 'See [a].\n\n[a]: a.md', 'See [a].\n\n[a]: A.MD'],
  ['two links in a line', '[a](a.md) · [b](b.md)', '[a](A.MD) · [b](B.MD)'],
])('rewrites %s', (_, markdown, expected) => {
  expect(upper(markdown)).toBe(expected);
});

test.each(['`[a](a.md)`', '```md\n[a](a.md)\n```', '  ~~~\n  [a](a.md)\n  ~~~'])('leaves code as it is: %j', (code) => {
  expect(upper(code)).toBe(code);
});
