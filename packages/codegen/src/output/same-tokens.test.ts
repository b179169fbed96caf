import { expect, test } from 'vitest';
import { hasSameTokens } from './same-tokens.ts';

const SOURCE = `/** First line
 * and second. */
export type A = 'a' | "it's";
export interface B { a: string; b?: [number, string]; }
export const path = (id: string) => \`/a/\${id}/b c\`;
`;

test.each([
  ['indentation and line breaks', SOURCE.replaceAll('; ', ';\n\t')],
  ['quotes', SOURCE.replace("'a'", '"a"')],
  ['semicolons', SOURCE.replaceAll(';', '')],
  ['a trailing comma', SOURCE.replace('string]', 'string,\n]')],
  ['a leading bar', SOURCE.replace("= 'a'", "=\n  | 'a'")],
  ['the indentation of comments', SOURCE.replace('\n * and', '\n     *  and')],
  ['line endings', SOURCE.replaceAll('\n', '\r\n')],
])('%s are formatting', async (_, text) => {
  expect(text).not.toBe(SOURCE);
  expect(await hasSameTokens(SOURCE, text)).toBe(true);
});

test.each([
  ['a name', SOURCE.replace('A', 'C')],
  ['a literal', SOURCE.replace("'a'", "'b'")],
  ['a literal that becomes a name', SOURCE.replace("'a'", 'a')],
  ['the order', SOURCE.replace('number, string', 'string, number')],
  ['a comment', SOURCE.replace('second', 'third')],
  ['spaces in a template', SOURCE.replace('b c', 'b  c')],
  ['an optional member', SOURCE.replace('b?', 'b')],
  ['a new comment', `${SOURCE}// mine`],
])('%s is content', async (_, text) => {
  expect(text).not.toBe(SOURCE);
  expect(await hasSameTokens(SOURCE, text)).toBe(false);
});

test('JSON is compared by tokens, too', async () => {
  expect(await hasSameTokens('{"a":[1,2]}', '{\n  "a": [1, 2]\n}\n')).toBe(true);
  expect(await hasSameTokens('{"a":[1,2]}', '{"a":[1,3]}')).toBe(false);
});
