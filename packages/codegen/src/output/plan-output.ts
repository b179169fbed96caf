import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Change } from './apply-changes.ts';
import { findEntry, readHead } from './found-entry.ts';
import { judgeFile, type Verdict } from './judge-file.ts';
import type { OutputFile } from './output-file.ts';
import { readSeal, SEAL_WITHIN_BYTES, sealed } from './seal.ts';

/** A folder for generated files, which may also contain other files. */
export interface OutputFolder {
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** The flag that names the folder, for messages. */
  readonly flag: string;
}

export interface Target {
  readonly name: string;
  readonly path: string;
  readonly verdict: Verdict;
  /** What was found there, as a phrase such as `a file`. */
  readonly noun: string;
  /** The expected content, with its seal. */
  readonly content: string;
  readonly change: Change;
}

/** What `generate` would do in one folder. Other files in the folder are left alone. */
export interface OutputPlan {
  readonly folder: string;
  readonly flag: string;
  readonly targets: readonly Target[];
  /** Unedited files of earlier runs that are no longer generated. */
  readonly leftovers: readonly Change[];
  /** Modules not written by neon-codegen that a resolver prefers to a generated declaration file. */
  readonly shadows: readonly { readonly path: string; readonly target: string }[];
}

/** Compares a folder with the files to generate in it. */
export async function planOutput({ folder, flag, files }: OutputFolder): Promise<OutputPlan> {
  const wanted = files.map(sealed);
  const names = namesIn(folder);
  const leftovers = names.flatMap((name) => leftover(folder, name, wanted) ?? []);
  const removed = new Set(leftovers.map(({ path }) => path));
  const rest = new Set(names.filter((name) => !removed.has(join(folder, name))));
  return {
    folder,
    flag,
    targets: await Promise.all(wanted.map((file) => target(folder, file))),
    leftovers,
    shadows: wanted.flatMap(({ path }) =>
      shadowsOf(path).flatMap((name) =>
        rest.has(name) && !wanted.some((file) => file.path === name)
          ? [{ path: join(folder, name), target: join(folder, path) }]
          : [],
      ),
    ),
  };
}

async function target(folder: string, file: OutputFile): Promise<Target> {
  const path = join(folder, file.path);
  const found = findEntry(path);
  const before = found.kind === 'file' ? found.bytes : undefined;
  const verdict = await judgeFile(found, file);
  return {
    name: file.path,
    path,
    verdict,
    noun: found.kind === 'other' ? found.noun : 'a file',
    content: file.content,
    // A file that differs only in line endings stays as git wrote it.
    change: { path, before, after: verdict === 'current' ? before?.toString('utf8') : file.content },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // The folder is missing or unreadable. Writing reports the latter.
    return [];
  }
}

const EXTENSIONS = new Set(['.ts', '.mts', '.json', '.txt', '.tmp']);
/** The name that `applyChanges` gives to a file until it is complete. */
const TEMPORARY = /^(?<name>.+)\.(?<pid>\d+)\.\d+\.tmp$/;

/** Returns a file that is no longer generated, or a temporary file of a killed run; undefined for any other file. */
function leftover(folder: string, name: string, wanted: readonly OutputFile[]): Change | undefined {
  if (!EXTENSIONS.has(extname(name)) || wanted.some(({ path }) => path === name)) return undefined;
  const path = join(folder, name);
  if (readSeal(readHead(path, SEAL_WITHIN_BYTES)) === undefined) return undefined;
  const found = findEntry(path);
  if (found.kind !== 'file') return undefined;
  return isOurs(name, found.bytes.toString('utf8'), wanted)
    ? { path, before: found.bytes, after: undefined }
    : undefined;
}

function isOurs(name: string, text: string, wanted: readonly OutputFile[]): boolean {
  const seal = readSeal(text);
  if (seal === undefined) return false;
  if (seal.path === name) return seal.isIntact;
  const { name: target, pid } = TEMPORARY.exec(name)?.groups ?? {};
  if (target !== seal.path || isAnotherProcess(Number(pid))) return false;
  return seal.isIntact || wanted.some(({ path, content }) => path === target && content.startsWith(text));
}

function isAnotherProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Lists modules that shadow a declaration: `./x.js` resolves to `x.ts` before `x.d.ts`, and `./x.mjs` to `x.mts`. */
function shadowsOf(path: string): string[] {
  const [, stem, isModule] = /^(.+)\.d\.(m?)ts$/.exec(path) ?? [];
  if (stem === undefined) return [];
  return isModule ? [`${stem}.mts`] : [`${stem}.ts`, `${stem}.tsx`];
}
