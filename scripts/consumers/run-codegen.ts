import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Expectation } from '../harness/index.ts';
import { ROOT } from '../repository.ts';
import { node, runCommand } from '../run-command.ts';
import type { Run } from './project.ts';
import { runScript } from './run-script.ts';

const KINDS = ['esm', 'commonjs'] as const;
const FIXTURE = join(import.meta.dirname, 'fixtures/codegen');

/** The expected report of fixtures/codegen with a compiler of this version. */
export function codegenBeside(typescript: string): readonly Expectation[] {
  return [
    { name: 'warnings about peer dependencies', gives: [] },
    ...KINDS.map((kind) => ({ name: `${kind}: files that differ from ours`, gives: [] })),
    { name: 'compiler', gives: typescript },
  ];
}

/** Generates the same subset for both kinds of project, compares it with ours, and compiles its users. */
export const runCodegen: Run = async (project) => {
  await runScript(project, 'generate');
  const ours = await generateHere();
  const printed = await runScript(project, 'check');
  return [
    { name: 'warnings about peer dependencies', value: peerWarnings(project.installLog) },
    ...KINDS.map((kind) => ({
      name: `${kind}: files that differ from ours`,
      value: differences(ours, filesIn(join(project.folder, kind, 'neon'))),
    })),
    { name: 'compiler', value: printed.trim().replace('Version ', '') },
  ];
};

/** Returns the lines in which npm, pnpm or yarn warns about a peer dependency. */
export function peerWarnings(installLog: string): string[] {
  return installLog.split('\n').filter((line) => /\bpeer|ERESOLVE/i.test(line));
}

type Files = ReadonlyMap<string, string>;

/** Generates the subset in this workspace. */
async function generateHere(): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-codegen-'));
  try {
    cpSync(join(FIXTURE, 'esm'), folder, { recursive: true });
    await runCommand(node(join(ROOT, 'packages/codegen/dist/cli.js'), 'generate'), folder);
    return filesIn(join(folder, 'neon'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesIn(folder: string): Files {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Returns the names of files that only one side has or whose bytes differ. */
function differences(some: Files, others: Files): string[] {
  const names = new Set([...some.keys(), ...others.keys()]);
  return [...names].filter((name) => some.get(name) !== others.get(name));
}
