import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const ACTION = join(import.meta.dirname, '../..');

/** The parts of action.yml that the runner uses. */
interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, object>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export interface Step {
  /** The step's `with`. */
  readonly with: Readonly<Record<string, string>>;
  readonly event: { readonly name: string; readonly payload: object };
  /** The variables of the job. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Finished {
  /** Null if it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export function readMetadata(): Metadata {
  return parse(readFileSync(join(ACTION, 'action.yml'), 'utf8')) as Metadata;
}

/** Starts the bundle as the runner does: inputs and their defaults as variables, and files for event and results. */
export function startAction(step: Step): Started {
  const { inputs, runs } = readMetadata();
  const folder = mkdtempSync(join(tmpdir(), 'neon-action-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const unknown = Object.keys(step.with).filter((name) => !Object.hasOwn(inputs, name));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}.`);
  const values = Object.entries(inputs).map(([name, { default: fallback = '' }]) => {
    const value = step.with[name] ?? fallback.replace(/^\$\{\{ github\.token \}\}$/, step.env.GITHUB_TOKEN ?? '');
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value];
  });
  const child = spawn(process.execPath, [join(ACTION, runs.main)], {
    cwd: folder,
    env: {
      ...step.env,
      ...Object.fromEntries(values),
      GITHUB_EVENT_NAME: step.event.name,
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(step.event.payload)),
      GITHUB_OUTPUT: file('output', ''),
      GITHUB_STEP_SUMMARY: file('summary', ''),
    },
  });
  const seen = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (seen.stdout += chunk));
  child.stderr.on('data', (chunk) => (seen.stderr += chunk));
  const finished = once(child, 'close').then(([code]): Finished => {
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const result = { code, ...seen, outputs: parseOutputs(read('output')), summary: read('summary') };
    rmSync(folder, { recursive: true, force: true });
    return result;
  });
  return { child, finished };
}

/** Parses the file of outputs: `name<<delimiter`, the value, and the delimiter, each on its own line. */
function parseOutputs(text: string): Record<string, string> {
  const entries = text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...entries].map(([, name, , value]) => [name, value]));
}
