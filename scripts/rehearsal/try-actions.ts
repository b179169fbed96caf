import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { node } from '../run-command.ts';
import { type Place, run, whileServing } from './run.ts';

/** The parts of an action.yml that the runner uses. */
interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps?: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

/** Printed when the emulator's action has ended: the emulator outlives it. */
const READY = 'ready';

/**
 * Runs the two actions of a tag as a workflow does. The emulator's installs the published emulator, and the main one
 * creates a branch there.
 */
export function tryActions(tag: string, place: Place): Promise<void> {
  const { inputs, runs } = readMetadata(join(tag, 'emulator/action.yml'));
  const [step] = runs.steps ?? [];
  if (step === undefined) throw new Error("The emulator's action has no step.");
  const files = runnerFiles(place.folder);
  const fill = (text: string): string =>
    text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => inputs[name]?.default ?? '');
  const variables = Object.entries(step.env).map(([name, value]) => [name, fill(value)]);
  writeFileSync(join(place.folder, 'step.sh'), `${step.run}\necho ${READY}\nsleep 3600\n`);
  const env = { ...place.env, ...files, ...Object.fromEntries(variables), RUNNER_TEMP: place.folder };
  const line = 'bash -e -o pipefail step.sh';
  return whileServing(line, { ...place, env }, async (output) => {
    for await (const text of createInterface({ input: output })) {
      if (text !== READY) continue;
      return ensureBranch(tag, { ...place, env: { ...place.env, ...readAssignments(files.GITHUB_ENV) } });
    }
    // It is about to end, which `whileServing` reports with the reason.
    return new Promise<never>(() => undefined);
  });
}

async function ensureBranch(tag: string, place: Place): Promise<void> {
  const { inputs } = readMetadata(join(tag, 'action.yml'));
  const files = runnerFiles(place.folder);
  const given: Record<string, string> = {
    ...{ project: place.env.NEON_PROJECT_ID ?? '', branch: 'preview/rehearsal', comment: 'false' },
  };
  // The expressions of defaults, such as the job's token, stand for nothing here.
  const variables = Object.entries(inputs).map(([name, { default: fallback = '' }]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? (fallback.startsWith('${{') ? '' : fallback),
  ]);
  const event = {
    ...{ GITHUB_REPOSITORY: 'acme/shop', GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_EVENT_NAME: 'push' },
    GITHUB_EVENT_PATH: join(place.folder, 'event.json'),
  };
  writeFileSync(event.GITHUB_EVENT_PATH, '{}');
  const env = { ...place.env, ...files, ...event, ...Object.fromEntries(variables) };
  await run(node(join(tag, 'dist/main.mjs')), { ...place, env });
  const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8');
  if (!/^branch-id\b[^/]*\bbr-[\s\S]*^database-url\b[\s\S]*\bpostgres/m.test(outputs)) {
    throw new Error(`The action set other outputs than a branch and a URI: ${outputs}`);
  }
}

function readMetadata(path: string): Metadata {
  return parse(readFileSync(path, 'utf8')) as Metadata;
}

/** Creates the empty files that the runner passes to a step. */
function runnerFiles(folder: string): { GITHUB_OUTPUT: string; GITHUB_ENV: string; GITHUB_STEP_SUMMARY: string } {
  const [output, environment, summary] = ['output', 'environment', 'summary'].map((name) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    return path;
  });
  return { GITHUB_OUTPUT: `${output}`, GITHUB_ENV: `${environment}`, GITHUB_STEP_SUMMARY: `${summary}` };
}

/** Reads lines such as `name=value`, as the emulator's action writes them. */
function readAssignments(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
