import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, readText } from '../repository.ts';
import { readWorkflows, stepsOf } from './read-workflows.ts';

const guide = readText('docs/releasing.md').text;
const [, table = ''] = /## The steps of the workflows\n(.*?)\n## /s.exec(guide) ?? [];
const rows = [...table.matchAll(/^\| `(.+?)` +\| (.*?) +\|$/gm)].map(([, step = '', how = '']) => ({ step, how }));
const scripts = readWorkflows()
  .flatMap(stepsOf)
  .flatMap(({ run }) => run ?? []);

/** Returns the steps of a list of scripts without a row, and the rows without a step. */
function disagreements(all: readonly string[]): string[] {
  const missing = all.filter((script) => rows.every(({ step }) => !script.includes(step)));
  const stale = rows.filter(({ step }) => all.every((script) => !script.includes(step)));
  return [...missing.map((script) => `no row: ${script}`), ...stale.map(({ step }) => `no step: ${step}`)];
}

test('the table in docs/releasing.md has every step of the workflows, and no others', () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(disagreements(scripts)).toEqual([]);
});

test('a new step and a removed step are found', () => {
  const [first = '', ...others] = scripts;
  expect(disagreements([...scripts, 'make everything'])).toEqual(['no row: make everything']);
  expect(disagreements(others.filter((script) => script !== first))).not.toEqual([]);
});

test('the tests that the table names exist', () => {
  const named = rows.flatMap(({ how }) => [...how.matchAll(/`(scripts\/[^`]+)`/g)].map(([, path = '']) => path));
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
