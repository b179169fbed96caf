import { expect, test } from 'vitest';
import { GENERATED_MARK } from './generated-mark.ts';
import { judgeFile, type Verdict } from './judge-file.ts';
import { sealed } from './seal.ts';

const source = (body: string, path = 'index.d.ts') => sealed({ path, content: `${GENERATED_MARK}\n\n${body}\n` });
const WANTED = source("export type A = 'a';");
const OLDER = source('export type A = string;').content;

test.each<[string, string, Verdict]>([
  ['the wanted text', WANTED.content, 'current'],
  ['the wanted text of a CRLF checkout', WANTED.content.replaceAll('\n', '\r\n'), 'current'],
  ['the wanted text with a byte order mark', `\uFEFF${WANTED.content}`, 'current'],
  ['an earlier output', OLDER, 'outdated'],
  ['an earlier output of a CRLF checkout', OLDER.replaceAll('\n', '\r\n'), 'outdated'],
  ['the wanted text after a formatter', WANTED.content.replace("'a'", '"a"'), 'reformatted'],
  ['the wanted text with a change', WANTED.content.replace("'a'", "'b'"), 'edited'],
  ['an earlier output after a formatter', OLDER.replace(';', ''), 'edited'],
  ['an earlier output with a change', `${OLDER}// mine`, 'edited'],
  ['an output under another name', source('x', 'other.d.ts').content, 'foreign'],
  ['an unsealed output with the same code', `${GENERATED_MARK}\n// Old\n\nexport type A = 'a';\n`, 'outdated'],
  ['an unsealed output with other code', `${GENERATED_MARK}\n\nexport type B = 1;\n`, 'edited'],
  ['an unrelated file', "export type A = 'a';\n", 'foreign'],
  ['an empty file', '', 'foreign'],
  ['a file that mentions the generator', `// ${GENERATED_MARK}`, 'foreign'],
])('%s', async (_, text, verdict) => {
  expect(await judgeFile({ kind: 'file', bytes: Buffer.from(text) }, WANTED)).toBe(verdict);
});

test('an absent file is missing, and anything else than a file is foreign', async () => {
  expect(await judgeFile({ kind: 'absent' }, WANTED)).toBe('missing');
  expect(await judgeFile({ kind: 'other', noun: 'a folder' }, WANTED)).toBe('foreign');
  expect(await judgeFile({ kind: 'unreadable' }, WANTED)).toBe('unreadable');
});

test('an unsealed notice is outdated if its text is the same, and foreign otherwise', async () => {
  const wanted = sealed({ path: 'NOTICE.txt', content: 'The licence' });
  const judge = (text: string) => judgeFile({ kind: 'file', bytes: Buffer.from(text) }, wanted);
  expect(await judge('The licence')).toBe('outdated');
  expect(await judge('Another licence')).toBe('foreign');
});
