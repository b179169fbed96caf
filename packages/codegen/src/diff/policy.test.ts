import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Effect } from './change.ts';
import { BUMPS, effectOf, POLICY, type Policy, type Rule } from './policy.ts';

const DECISION = new URL(
  '../../../../docs/decisions/0005-what-a-change-of-the-contract-means-for-the-version.md',
  import.meta.url,
);

/** Returns the rows of the table below the heading, as lists of trimmed cells. */
function tableBelow(heading: string): string[][] {
  const [, below = ''] = readFileSync(DECISION, 'utf8').split(`## ${heading}\n`);
  const lines = below.split('\n').filter((line, index, all) => line.startsWith('|') && !startsAnother(all, index));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function startsAnother(lines: readonly string[], index: number): boolean {
  return lines.slice(0, index).some((line) => line.startsWith('## '));
}

function effectText(effect: Effect): string {
  return effect === 'breaks' ? '**breaks**' : effect;
}

function ruleText(rule: Rule | undefined): string {
  if (rule === undefined) return '';
  if (typeof rule === 'string') return effectText(rule);
  const { unless, otherwise } = rule;
  return `${effectText('breaks')}; ${effectText(otherwise)} if ${unless}`;
}

function visibleText(visible: Policy['visible']): string {
  if (typeof visible === 'object') return `if ${visible.if}`;
  return visible ? 'yes' : 'no';
}

test('decision 5 shows the policy', () => {
  const rows = Object.entries(POLICY).map(([kind, { sent, read, address, name, visible }]) => [
    `\`${kind}\``,
    ruleText(sent),
    ruleText(read),
    ruleText(address),
    ruleText(name),
    visibleText(visible),
  ]);
  expect(tableBelow('The policy')).toEqual(rows);
});

test('decision 5 shows the version bump of each effect', () => {
  const rows = Object.entries(BUMPS).map(([effect, bump]) => [effectText(effect as Effect), bump]);
  expect(tableBelow('What an effect asks for')).toEqual(rows);
});

test('an exception applies only if its condition is true, and only in its direction', () => {
  expect(effectOf('property-removed', 'request', false)).toBe('breaks');
  expect(effectOf('property-removed', 'request', true)).toBe('extends');
  expect(effectOf('property-removed', 'address', true)).toBe('none');
  expect(effectOf('constraint-widened', 'error', true)).toBe('none');
});
