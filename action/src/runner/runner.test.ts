import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRunner } from './runner.ts';

function printed(use: (runner: ReturnType<typeof createRunner>) => void): string {
  let text = '';
  use(createRunner({}, (part) => (text += part)));
  return text;
}

test.each([
  ['plain text', 'plain text\n'],
  ['::set-output name=a::b', '.::set-output name=a::b\n'],
  ['a\n  ::error::b', 'a\n.  ::error::b\n'],
  ['a ##[add-mask]b', 'a ## [add-mask]b\n'],
  ['a ::notice::b', 'a ::notice::b\n'],
])('the text %j is not a command', (line, expected) => {
  expect(printed((runner) => runner.print(line))).toBe(expected);
});

test('a message stays one command', () => {
  expect(printed((runner) => runner.warn('50%\r\n::error::no'))).toBe('::warning::50%25%0D%0A::error::no\n');
});

test('each secret is masked once, and an empty one is not', () => {
  expect(printed((runner) => runner.mask(['a%40b', '', 'a%40b', 'c']))).toBe('::add-mask::a%2540b\n::add-mask::c\n');
});

test('an output cannot add another output', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'neon-runner-'));
  const file = join(folder, 'output');
  try {
    writeFileSync(file, '');
    await createRunner({ GITHUB_OUTPUT: file }, () => undefined).setOutputs({ name: 'a\nend\nother=b', count: 2 });
    const lines = readFileSync(file, 'utf8').split('\n');
    const [, delimiter] = /^name<<(end_[\w-]{36})$/.exec(lines[0] ?? '') ?? [];
    expect(lines.slice(1, 5)).toEqual(['a', 'end', 'other=b', delimiter]);
    expect(lines[5]).toMatch(/^count<<end_/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('outside GitHub Actions, the message names the missing variable', async () => {
  await expect(createRunner({}, () => undefined).addSummary('text')).rejects.toThrow('GITHUB_STEP_SUMMARY is not set.');
});
