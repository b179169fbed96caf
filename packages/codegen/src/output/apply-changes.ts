import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { fsReason } from '../fs-reason.ts';
import { findEntry } from './found-entry.ts';
import { renameWithRetry } from './rename-with-retry.ts';

/** A file to create, replace, remove or, if `after` equals `before`, keep. */
export interface Change {
  readonly path: string;
  /** The content when the change was planned; undefined if there was no file. */
  readonly before: Buffer | undefined;
  /** The new content; undefined to remove the file. */
  readonly after: string | undefined;
}

interface Step {
  readonly path: string;
  /** Performs the step and returns how to undo it. */
  readonly run: () => () => void;
}

/**
 * Makes all changes or none. New contents are written next to their targets and renamed once all are written, so that a
 * reader sees either the old or the new file. A file that changed since the plan is left alone.
 */
export function applyChanges(changes: readonly Change[]): void {
  const undo: (() => void)[] = [];
  let current = '';
  try {
    for (const { path, run } of stepsFor(changes)) {
      current = path;
      undo.push(run());
    }
  } catch (cause) {
    for (const takeBack of undo.reverse()) takeBack();
    if (cause instanceof CodegenError) throw cause;
    throw new CodegenError(`${current} cannot be written: ${fsReason(cause)}. Nothing was changed.`, { cause });
  }
}

/** Replaces files that need no comparison, such as a contract, and removes those without content. All or none. */
export function replaceFiles(files: readonly { readonly path: string; readonly content: string | undefined }[]): void {
  applyChanges(
    files.map(({ path, content }) => {
      const found = findEntry(path);
      if (found.kind === 'other') {
        throw new CodegenError(`${path} cannot be written: it is ${found.noun}. Move it away. Nothing was changed.`);
      }
      if (found.kind === 'unreadable') {
        throw new CodegenError(`${path} cannot be read. Change its permissions. Nothing was changed.`);
      }
      return { path, before: found.kind === 'file' ? found.bytes : undefined, after: content };
    }),
  );
}

/** The order matters: after a crash at any step, each file is either the old or the new one. */
export function stepsFor(changes: readonly Change[]): Step[] {
  const temporaries = new Map<string, string>();
  return [
    ...changes.flatMap((change) => {
      const { path, after } = change;
      return after === undefined || isKept(change)
        ? []
        : [{ path, run: () => writeTemporary(path, after, temporaries) }];
    }),
    ...changes.map((change) => ({ path: change.path, run: () => replace(change, temporaries.get(change.path)) })),
  ];
}

function writeTemporary(path: string, content: string, temporaries: Map<string, string>): () => void {
  const created: string[] = [];
  let temporary = '';
  const undo = () => {
    if (temporary !== '') rmSync(temporary, { force: true });
    for (const folder of created.reverse()) removeIfEmpty(folder);
  };
  try {
    makeFolder(dirname(path), created);
    temporary = createTemporary(path, content);
  } catch (cause) {
    undo();
    throw cause;
  }
  temporaries.set(path, temporary);
  return undo;
}

/** Adds to `created`. `mkdirSync` with `recursive` never returns if the system allows no new folders, as in /proc. */
function makeFolder(folder: string, created: string[]): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), created);
  mkdirSync(folder);
  created.push(folder);
}

/** Returns a name that does not exist yet. */
function createTemporary(path: string, content: string): string {
  for (let attempt = 0; ; attempt += 1) {
    const temporary = `${path}.${process.pid}.${attempt}.tmp`;
    try {
      writeFileSync(temporary, content, { flag: 'wx' });
      return temporary;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      rmSync(temporary, { force: true });
      throw cause;
    }
  }
}

function isKept({ before, after }: Change): boolean {
  return before !== undefined && after !== undefined && before.equals(Buffer.from(after));
}

function replace(change: Change, temporary: string | undefined): () => void {
  const { path, before, after } = change;
  if (!isStill(path, before)) {
    throw new CodegenError(
      `${path} was changed by another program during this run. Nothing was changed; run it again.`,
    );
  }
  if (isKept(change)) return () => {};
  if (temporary === undefined) rmSync(path);
  else renameWithRetry(temporary, path);
  return () => {
    // Keep changes that another program made since then, even if that leaves our rollback incomplete.
    if (!isStill(path, after === undefined ? undefined : Buffer.from(after))) return;
    if (before === undefined) rmSync(path);
    else writeFileSync(path, before);
  };
}

function isStill(path: string, expected: Buffer | undefined): boolean {
  const found = findEntry(path);
  if (found.kind === 'absent') return expected === undefined;
  return found.kind === 'file' && expected !== undefined && found.bytes.equals(expected);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another program uses the folder now.
  }
}
