import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, readText } from './repository.ts';

const FOLDER = 'docs/decisions';

interface Decision {
  readonly file: string;
  readonly number: number;
  readonly title: string;
  readonly supersededBy: number | undefined;
}

const decisions = readdirSync(join(ROOT, FOLDER))
  .filter((name) => name !== 'README.md')
  .map(readDecision);

test('each decision has its own number, and its title begins with that number', () => {
  const numbers = decisions.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(decisions.filter(({ title }) => title === '')).toEqual([]);
});

test('the index lists each decision once, and marks the superseded ones', () => {
  const rows = readText(`${FOLDER}/README.md`)
    .text.split('\n')
    .filter((line) => line.startsWith('- '));
  expect(rows.sort()).toEqual(decisions.map(rowOf).sort());
});

test('a superseded decision is named in its replacement', () => {
  const superseded = decisions.filter(({ supersededBy }) => supersededBy !== undefined);
  expect(superseded.length).toBeGreaterThan(0);
  for (const { number, supersededBy } of superseded) {
    const replacement = decisions.find((one) => one.number === supersededBy);
    expect(replacement && readText(`${FOLDER}/${replacement.file}`).text).toContain(`Supersedes decision ${number}`);
  }
});

function readDecision(file: string): Decision {
  const { text } = readText(`${FOLDER}/${file}`);
  const number = Number(file.slice(0, 4));
  const [, title = ''] = new RegExp(`^# ${number}\\. (.+)\\n`).exec(text) ?? [];
  const [, supersededBy] = /^Superseded by \[decision (\d+)\]/m.exec(text) ?? [];
  return { file, number, title, supersededBy: supersededBy === undefined ? undefined : Number(supersededBy) };
}

function rowOf({ file, number, title, supersededBy }: Decision): string {
  const mark = supersededBy === undefined ? '' : ` (superseded by ${supersededBy})`;
  return `- [${number}. ${title}](${file})${mark}`;
}
