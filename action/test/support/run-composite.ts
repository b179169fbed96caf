import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

interface Composite {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

export interface CompositeRun {
  readonly path: string;
  readonly with?: Readonly<Record<string, string>>;
  /** A folder for the runner's files; its programs are found before those of the system. */
  readonly folder: string;
}

export interface CompositeResult {
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The variables of later steps. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs the steps of a composite action as the runner does: bash stops at the first failure. */
export async function runComposite({ path, with: given = {}, folder }: CompositeRun): Promise<CompositeResult> {
  const { inputs, runs } = parse(readFileSync(path, 'utf8')) as Composite;
  const fill = (text: string): string =>
    text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given[name] ?? inputs[name]?.default ?? '');
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_ENV: join(folder, 'environment') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  let stdout = '';
  for (const { run, env } of runs.steps) {
    const variables = Object.entries(env).map(([name, value]) => [name, fill(value)]);
    const ran = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', run], {
      env: {
        PATH: [folder, process.env.PATH].join(delimiter),
        ...{ RUNNER_TEMP: folder, ...files },
        ...Object.fromEntries(variables),
      },
    });
    stdout += ran.stdout;
  }
  return { stdout, outputs: readLines(files.GITHUB_OUTPUT), environment: readLines(files.GITHUB_ENV) };
}

function readLines(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
