import { expect, test } from 'vitest';
import { readableComment } from './readable-comments.ts';

test.each([
  ['one line stays one line', '* The ID ', '* The ID '],
  ['short lines become one line', '*\n * The ID\n *     \n *     Pattern: `a`.\n ', '* The ID. Pattern: `a`. '],
  ['continuation lines are not indented as code', '*\n * One.\n *     - two\n ', '*\n * One.\n * - two\n '],
  ['tags keep their lines', '*\n * One\n * @default 2\n ', '*\n * One\n * @default 2\n '],
  ['lists keep their lines', '*\n * One\n *     1. two\n ', '*\n * One\n * 1. two\n '],
  ['a tag that repeats the type is removed', '*\n * The state\n * @enum {string|null}\n ', '* The state '],
  ['a comment with nothing else becomes empty', '* @enum {string} ', ''],
  [
    'a note about the generator is removed',
    '*\n * @description discriminator enum property added by openapi-typescript\n * @enum {string}\n ',
    '',
  ],
  ['but only at the end of the comment', '*\n *     @enum {a}/ evil();\n * @default 1\n ', undefined],
])('%s', (_, text, expected = text.replace('     @', ' @')) => {
  expect(readableComment(text)).toBe(expected);
});

test('long values are split into lines', () => {
  const [one, other] = ['a'.repeat(80), 'b'.repeat(80)];
  expect(readableComment(`*\n * ${one}\n *     ${other}\n `)).toBe(`*\n * ${one}\n * ${other}\n `);
});

test.each(['*\n * a *\n * @enum {x}\n ', '*\n * a *\n *     / b\n ', '* * / '])('no comment ends early: %j', (text) => {
  expect(`/*${readableComment(text)}*/`.indexOf('*/')).toBe(readableComment(text).length + 2);
});
