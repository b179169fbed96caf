import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { DEFAULTS } from '../src/inputs/index.ts';
import { readMetadata } from './support/run-action.ts';
import { pullRequestEvent, useWorld } from './support/use-world.ts';

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** Returns the names in the first column of the table under a heading. */
function namesUnder(heading: string): string[] {
  const [, section = ''] = README.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `([\w-]+)` /gm)].flatMap(([, name]) => name ?? []);
}

test('action.yml has the inputs that the action reads, with the same defaults', () => {
  const documented = Object.entries(readMetadata().inputs).map(([name, { default: text = '' }]) => [name, text]);
  const expected = { ...DEFAULTS, 'github-token': '$' + '{{ github.token }}' };
  expect(Object.fromEntries(documented)).toEqual(expected);
});

test('the README lists every input and output', () => {
  const { inputs, outputs } = readMetadata();
  expect(namesUnder('Inputs')).toEqual(Object.keys(inputs));
  expect(namesUnder('Outputs')).toEqual(Object.keys(outputs));
});

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly uses?: string; readonly with?: Record<string, unknown> }[] }>
  >;
}

const world = useWorld();

/** The inputs of the action in a job of the README's first example, with its expressions replaced. */
function inputsOf(job: string): Record<string, string> {
  const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(README) ?? [];
  const { jobs } = parse(example) as Workflow;
  const step = jobs[job]?.steps.find(({ uses }) => uses?.includes('@action-v'));
  const values: Record<string, string> = {
    'vars.NEON_PROJECT_ID': world.projectId,
    'secrets.NEON_API_KEY': world.emulator.apiKey,
  };
  const fill = (text: string): string => text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, name) => values[name] ?? '');
  return Object.fromEntries(Object.entries(step?.with ?? {}).map(([name, value]) => [name, fill(String(value))]));
}

test('each job of the README’s first example works, and together they set the documented outputs', async () => {
  const ensured = await world.run({ with: inputsOf('test') });
  expect(ensured).toMatchObject({ code: 0, outputs: { created: 'true' } });
  world.host.pullRequests.set(42, 'closed');
  const swept = await world.run({ with: inputsOf('sweep'), event: { name: 'schedule', payload: {} } });
  expect(swept).toMatchObject({ code: 0, outputs: { deleted: '1' } });
  const removed = await world.run({ with: inputsOf('remove'), event: pullRequestEvent({ state: 'closed' }) });
  expect(removed).toMatchObject({ code: 0, outputs: { deleted: '0' } });
  const set = [ensured, swept, removed].flatMap(({ outputs }) => Object.keys(outputs));
  expect([...new Set(set)].sort()).toEqual(Object.keys(readMetadata().outputs).sort());
});
