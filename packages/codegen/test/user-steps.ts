import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OutputFile } from '../src/output/index.ts';

/** A change that a person, git or a formatter makes in a folder of generated files. */
export type UserStep =
  | { readonly do: 'write'; readonly name: string; readonly text: string }
  | { readonly do: 'append' | 'remove' | 'mkdir' | 'crlf' | 'format'; readonly name: string }
  | { readonly do: 'link' | 'rename'; readonly name: string; readonly to: string };

const NO_PROCESS = 999_999_999;
const NAMES = [
  'index.d.ts',
  'index.ts',
  'index.tsx',
  'INDEX.d.ts',
  'THIRD-PARTY-NOTICE.txt',
  'helpers.ts',
  'data.json',
  `index.d.ts.${NO_PROCESS}.0.tmp`,
  `index.ts.${process.pid}.0.tmp`,
  'below',
  'below/index.d.ts',
  '-rf.ts',
  'a\nü "\u001b[31m.ts',
];
const LINK_TARGETS = ['../outside/mine.ts', '../outside', 'nowhere', 'helpers.ts'];

/** Generates steps in a folder where the generator writes files such as `outputs`. */
export function userSteps(outputs: readonly OutputFile[]): fc.Arbitrary<UserStep> {
  const name = fc.constantFrom(...NAMES);
  const copy = fc
    .tuple(fc.constantFrom(...outputs), fc.constantFrom(1, 1, 0.9, 0.5))
    .map(([{ content }, share]) => content.slice(0, content.length * share));
  const text = fc.oneof(fc.constantFrom('', 'mine', ...lookalikes(outputs)), copy, fc.string());
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('write'), name, text }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('append', 'remove', 'mkdir', 'crlf', 'format'), name }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('link'), name, to: fc.constantFrom(...LINK_TARGETS) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rename'), name, to: name }) },
  );
}

/** Returns texts that begin like generated files. */
function lookalikes(outputs: readonly OutputFile[]): string[] {
  return outputs.flatMap(({ content }) => [
    `${content.slice(0, content.indexOf('\n'))}\nmine`,
    content.replace(/sha256 [0-9a-f]{64}/, `sha256 ${'0'.repeat(64)}`),
  ]);
}

/** Takes a step, and ignores system errors, such as writing to a folder. */
export function takeUserStep(folder: string, step: UserStep): void {
  try {
    attempt(folder, step);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

function attempt(folder: string, step: UserStep): void {
  const path = join(folder, step.name);
  switch (step.do) {
    case 'write':
      if (!existsSync(path) || isFile(path)) writeFileSync(path, step.text);
      break;
    case 'append':
      if (isFile(path)) appendFileSync(path, '// mine');
      break;
    case 'crlf':
      rewrite(path, (text) => text.replaceAll(/\r?\n/g, '\r\n'));
      break;
    case 'format':
      rewrite(path, (text) => text.replaceAll('  ', '\t').replaceAll(';\n', '\n'));
      break;
    case 'remove':
      rmSync(path, { recursive: true });
      break;
    case 'mkdir':
      mkdirSync(path);
      break;
    case 'link':
      symlinkSync(step.to, path);
      break;
    case 'rename':
      renameSync(path, join(folder, step.to));
  }
}

function rewrite(path: string, change: (text: string) => string): void {
  if (isFile(path)) writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Excludes links, because writing through a link changes another file. */
function isFile(path: string): boolean {
  return existsSync(path) && lstatSync(path).isFile();
}
