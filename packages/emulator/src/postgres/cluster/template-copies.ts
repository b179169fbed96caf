import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@neon-api/ground';
import { removeTree } from '../../support/index.ts';
import { giveToServer, hasFreeSpace, mirrorTree } from '../root-dir/index.ts';
import { readControlFile } from './control-file.ts';
import { isLeftOutAlways, isNeededWal, LAST_SEGMENT } from './copy-rules.ts';

/** After the start of the new branch, which the user waits for. */
const NEXT_COPY_AFTER_MS = 500;

/** Copies of templates that are made in advance. A new project moves one instead of copying a thousand files. */
export interface TemplateCopies {
  /** Copies a template in the background, unless there is a copy. Logs errors. */
  prepare(template: string): void;
  /** Prepares the next copy a moment after a new branch, unless it is the first: most emulators have one project. */
  prepareNext(template: string): void;
  /** Returns the folder of a complete copy, which then belongs to the caller; undefined if there is none. */
  take(template: string): Promise<string | undefined>;
  /** Removes the copies if space is short. Logs errors, and never rejects. */
  removeIfShort(): Promise<void>;
  /** Stops copying. */
  close(): Promise<void>;
}

interface Copying {
  readonly stop: AbortController;
  /** The folder; undefined if the copy failed or was stopped. */
  readonly done: Promise<string | undefined>;
}

export function createTemplateCopies(
  dir: string,
  log: (line: string) => void,
  hasRoom: (dir: string) => Promise<boolean> = hasFreeSpace,
): TemplateCopies {
  const copies = new Map<string, Copying>();
  /** Templates of which a branch was created. */
  const used = new Set<string>();
  let count = 0;

  async function copy(template: string, delayMs: number, signal: AbortSignal): Promise<string | undefined> {
    count += 1;
    const to = join(dir, `${basename(template)}-${count}`);
    try {
      await sleep(delayMs, undefined, { signal, ref: false });
      if (!(await hasRoom(dir))) return undefined;
      await copyTemplate(template, to, signal);
      return to;
    } catch (error) {
      await removeTree(to);
      if (!signal.aborted) log(`No copy of ${template} was prepared: ${messageOf(error)}`);
      return undefined;
    }
  }

  async function removeAll(): Promise<void> {
    const removed = [...copies.values()];
    copies.clear();
    for (const { stop } of removed) stop.abort();
    for (const { done } of removed) {
      const folder = await done;
      if (folder !== undefined) await removeTree(folder);
    }
  }

  function prepareAfter(delayMs: number, template: string): void {
    if (copies.has(template)) return;
    const stop = new AbortController();
    copies.set(template, { stop, done: copy(template, delayMs, stop.signal) });
  }

  return {
    prepare: (template) => prepareAfter(0, template),
    prepareNext(template) {
      if (used.has(template)) prepareAfter(NEXT_COPY_AFTER_MS, template);
      used.add(template);
    },
    async take(template) {
      const copying = copies.get(template);
      copies.delete(template);
      return copying?.done;
    },
    async removeIfShort() {
      try {
        if (copies.size > 0 && !(await hasRoom(dir))) await removeAll();
      } catch (error) {
        log(`The copies of templates were not removed: ${messageOf(error)}`);
      }
    },
    async close() {
      for (const { stop } of copies.values()) stop.abort();
      await Promise.all([...copies.values()].map(({ done }) => done));
    },
  };
}

/** Copies a template. No server runs in it, and no tenant writes to it. */
async function copyTemplate(template: string, to: string, signal: AbortSignal): Promise<void> {
  const { redoSegment } = readControlFile(template);
  await mirrorTree(template, to, {
    signal,
    skip: (path, kind) =>
      isLeftOutAlways(path) ||
      (kind === 'file' && dirname(path) === 'pg_wal' && !isNeededWal(basename(path), redoSegment, LAST_SEGMENT)),
    async makeFile(source, target) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await giveToServer(target);
    },
  });
  signal.throwIfAborted();
}
