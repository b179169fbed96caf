import { describe, expect, test } from 'vitest';
import { GENERATED_MARK } from './generated-mark.ts';
import { readSeal, sealed } from './seal.ts';

const FILES = [
  {
    path: 'index.d.ts',
    content: `${GENERATED_MARK}\n// Source: x, sha256 ${'0'.repeat(64)}\n\nexport type A = 'a';\n`,
  },
  { path: 'openapi.json', content: '{"a":{"b":1}}\n' },
  { path: 'THIRD-PARTY-NOTICE.txt', content: 'The licence\n' },
];

describe.each(FILES)('the seal of $path', (file) => {
  const { content } = sealed(file);

  test('names the file and proves that it is unchanged', () => {
    expect(readSeal(content)).toMatchObject({ path: file.path, isIntact: true });
  });

  test('is intact despite CRLF line endings and a byte order mark', () => {
    expect(readSeal(`\uFEFF${content.replaceAll('\n', '\r\n')}`)).toMatchObject({ isIntact: true });
  });

  test.each([
    ['an addition', (text: string) => `${text} `],
    ['a removal', (text: string) => text.slice(0, -2)],
    ['a change of its file name', (text: string) => text.replace(file.path, 'other.ts')],
    ['a change of its hash', (text: string) => text.replace(/(neon-codegen: .* sha256 ).{8}/, '$100000000')],
  ])('is broken by %s', (_, edit) => {
    const edited = edit(content);
    expect(edited).not.toBe(content);
    expect(readSeal(edited)?.isIntact ?? false).toBe(false);
  });
});

test('a sealed JSON document is valid JSON', () => {
  expect(JSON.parse(sealed({ path: 'openapi.json', content: '{"a":1}' }).content)).toMatchObject({ a: 1 });
});

test('a text has no seal if it has none near its start', () => {
  expect(readSeal('mine')).toBeUndefined();
  expect(readSeal(`${' '.repeat(4096)}${sealed({ path: 'a.txt', content: 'x' }).content}`)).toBeUndefined();
});
