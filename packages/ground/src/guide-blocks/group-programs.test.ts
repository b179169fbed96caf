import { describe, expect, test } from 'vitest';
import { classifyBlocks, declaredNames, groupPrograms } from './group-programs.ts';
import { readBlocks } from './guide-block.ts';

const guide = (...codes: readonly string[]): string => codes.map((code) => `\`\`\`ts\n${code}\n\`\`\`\n`).join('\n');
const group = (markdown: string): string[][] =>
  groupPrograms(readBlocks(markdown)).map((program) => program.map(({ code }) => code.trim()));

describe('groupPrograms', () => {
  test('a block continues the program above it', () => {
    expect(group(guide('const a = 1;', 'a + 1;', 'const b = a;'))).toEqual([
      ['const a = 1;', 'a + 1;', 'const b = a;'],
    ]);
  });

  test('a block that declares a name again begins a program', () => {
    expect(group(guide('const a = 1;', 'const a = 2;', 'a + 1;'))).toEqual([
      ['const a = 1;'],
      ['const a = 2;', 'a + 1;'],
    ]);
  });

  test('files, marked blocks and other languages belong to no program', () => {
    const rest = '<!-- not run: needs Docker -->\n```ts\nconst c = 1;\n```\n\n```sh\nls\n```\n';
    expect(group(`${guide('const a = 1;', '// b.ts\nconst a = 2;')}${rest}${guide('a;')}`)).toEqual([
      ['const a = 1;', 'a;'],
    ]);
  });
});

test('classifyBlocks looks at the earlier blocks of a program, not at the later ones', () => {
  const code = guide('const a = 1;', "import 'node:fs';", 'a;', 'const a = 2;');
  expect(classifyBlocks(readBlocks(`${code}\n\`\`\`sh\nls\n\`\`\`\n`))).toEqual([
    'page',
    'node',
    'node',
    'page',
    'shell',
  ]);
});

test.each([
  ["import { a, type B, c as d } from 'x';", ['a', 'B', 'd']],
  ["import type { A } from 'x';", ['A']],
  ["import pg, { Client } from 'pg';", ['pg', 'Client']],
  ["import * as all from 'x';", ['all']],
  ["import {\n  a,\n  b,\n} from 'x';", ['a', 'b']],
  ["import 'x';", []],
  ['const a = 1, b = 2;', ['a']],
  ['const { value: branch, created } = await f();', ['branch', 'created']],
  ['const [first, ...rest] = list;', ['first', 'rest']],
  ['const a: Map<string, number> = new Map();', ['a']],
  ['let db: Db;\nlet other;', ['db', 'other']],
  ['await using db = await open();', ['db']],
  ['export async function f() {}\nclass A {}\ninterface B {}\ntype C = 1;', ['f', 'A', 'B', 'C']],
  ['try {\n  const inner = 1;\n} catch {}', []],
  ['for (const a of b) f(a);', []],
])('%j declares %j', (code, names) => {
  expect(declaredNames(code)).toEqual(names);
});
