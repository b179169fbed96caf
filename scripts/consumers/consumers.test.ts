import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONSUMERS } from './consumers.ts';
import type { Manifest } from './project.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

const manifestOf = (fixture: string): Manifest =>
  JSON.parse(readFileSync(join(FIXTURES, fixture, 'package.json'), 'utf8')) as Manifest;

const fixtures = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test('every fixture has a consumer', () => {
  const used = new Set(Object.entries(CONSUMERS).map(([name, { fixture = name }]) => fixture));
  expect([...used].sort()).toEqual([...fixtures].sort());
});

describe.each(fixtures)('the fixture %s', (fixture) => {
  const { dependencies = {}, devDependencies } = manifestOf(fixture);

  test('pins every tool at an exact version', () => {
    const all = Object.entries({ ...dependencies, ...devDependencies });
    const ours = all.filter(([name]) => name.startsWith('@neon-api/'));
    expect(new Set(ours.map(([, version]) => version))).toEqual(new Set(['*']));
    const tools = all.filter((entry) => !ours.includes(entry));
    expect(tools.filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+(\.\d+)?$/.test(version))).toEqual([]);
  });
});

test.each(Object.entries(CONSUMERS))('the consumer %s sets only versions that its fixture knows', (name, consumer) => {
  const { fixture = name, versions = {}, expects } = consumer;
  const { dependencies, devDependencies } = manifestOf(fixture);
  expect(Object.keys({ ...dependencies, ...devDependencies })).toEqual(expect.arrayContaining(Object.keys(versions)));
  expect(expects.length).toBeGreaterThan(0);
});
