import { constants } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@neon-api/ground';
import { removeTree } from '../../support/index.ts';
import { giveToServer, hasFreeSpace } from '../root-dir/index.ts';
import { readControlFile } from './control-file.ts';
import { isLeftOutAlways, isNeededWal } from './copy-rules.ts';

/** As many as Node's thread pool runs at a time. */
const AT_ONCE = 4;
const LAST_SEGMENT = 'F'.repeat(24);

/** Copies of templates that are made in advance. A new project moves one instead of copying a thousand files. */
export interface TemplateCopies {
  /** Copies a template in the background after `delayMs`, unless there is a copy. Logs errors. */
  prepare(template: string, delayMs: number): void;
  /** Returns the folder of a complete copy, which then belongs to the caller; undefined if there is none. */
  take(template: string): Promise<string | undefined>;
  /** Stops copying. */
  close(): Promise<void>;
}

interface Copying {
  readonly stop: AbortController;
  /** The folder; undefined if the copy failed or was stopped. */
  readonly done: Promise<string | undefined>;
}

export function createTemplateCopies(dir: string, log: (line: string) => void): TemplateCopies {
  const copies = new Map<string, Copying>();
  let count = 0;

  async function copy(template: string, delayMs: number, signal: AbortSignal): Promise<string | undefined> {
    count += 1;
    const to = join(dir, `${basename(template)}-${count}`);
    try {
      await sleep(delayMs, undefined, { signal, ref: false });
      if (!(await hasFreeSpace(dir))) return undefined;
      await copyFolder(template, to, { path: '', firstSegment: readControlFile(template).redoSegment, signal });
      return to;
    } catch (error) {
      await removeTree(to);
      if (!signal.aborted) log(`No copy of ${template} was prepared: ${messageOf(error)}`);
      return undefined;
    }
  }

  return {
    prepare(template, delayMs) {
      if (copies.has(template)) return;
      const stop = new AbortController();
      copies.set(template, { stop, done: copy(template, delayMs, stop.signal) });
    },
    async take(template) {
      const copying = copies.get(template);
      copies.delete(template);
      return copying?.done;
    },
    async close() {
      for (const { stop } of copies.values()) stop.abort();
      await Promise.all([...copies.values()].map(({ done }) => done));
    },
  };
}

interface Folder {
  /** Relative to the data directory. */
  readonly path: string;
  readonly firstSegment: string;
  readonly signal: AbortSignal;
}

/** Copies in the thread pool, so that the event loop is free. No server runs in a template, and no tenant writes to it. */
async function copyFolder(from: string, to: string, folder: Folder): Promise<void> {
  await mkdir(to, { mode: 0o700, recursive: true });
  await giveToServer(to);
  const pathOf = (name: string): string => (folder.path === '' ? name : `${folder.path}/${name}`);
  const isCopied = (name: string): boolean =>
    !isLeftOutAlways(pathOf(name)) &&
    (folder.path !== 'pg_wal' || isNeededWal(name, folder.firstSegment, LAST_SEGMENT));
  const entries = await readdir(from, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const copyNext = async (): Promise<void> => {
    for (let name = files.pop(); name !== undefined; name = files.pop()) {
      folder.signal.throwIfAborted();
      if (!isCopied(name)) continue;
      await copyFile(join(from, name), join(to, name), constants.COPYFILE_FICLONE);
      await giveToServer(join(to, name));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, copyNext));
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    await copyFolder(join(from, name), join(to, name), { ...folder, path: pathOf(name) });
  }
}
