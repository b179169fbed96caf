import type { MemoryFiles, PgliteInstance } from './pglite-instance.ts';

/** Where PGlite keeps its data directory. */
const DATA_DIR = '/pglite/data';

/** The files of a data directory by path, parents first. A folder has no content. */
export type DataFiles = ReadonlyMap<string, Uint8Array | undefined>;

/** A branch at one moment, between two sessions. */
export interface Snapshot {
  readonly files: DataFiles;
  /** The end of the log. */
  readonly lsn: string;
  /** The database of the last session. */
  readonly database: string;
}

/** Copies an instance's data directory, so that the copy starts without recovery. */
export async function takeSnapshot(instance: PgliteInstance): Promise<Snapshot> {
  await instance.exec('CHECKPOINT');
  const { rows } = await instance.query<Omit<Snapshot, 'files'>>(
    'SELECT pg_current_wal_lsn()::text AS lsn, current_database() AS database',
  );
  return { files: readDataFiles(instance), lsn: '', database: '', ...rows[0] };
}

/** Reads the files of an instance, which may have crashed. */
export function readDataFiles({ Module: { FS } }: PgliteInstance): DataFiles {
  const files = new Map<string, Uint8Array | undefined>();
  const visit = (folder: string): void => {
    for (const name of FS.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      const isFolder = FS.isDir(FS.stat(path).mode);
      files.set(path, isFolder ? undefined : FS.readFile(path));
      if (isFolder) visit(path);
    }
  };
  visit(DATA_DIR);
  return files;
}

/**
 * Creates PGlite's option `fs` for an instance that starts from a copy of these files. A third of the time of PGlite's
 * `clone()`, which packs the files as a tar archive and unpacks it.
 */
export function createFileSystem(files: DataFiles): object {
  let instance: PgliteInstance | undefined;
  return {
    async init(created: PgliteInstance, emscriptenOpts: object) {
      instance = created;
      return { emscriptenOpts };
    },
    async initialSyncFs() {
      if (instance) writeDataFiles(instance.Module.FS, files);
    },
    async syncToFs() {},
    async dumpTar() {
      throw new Error('The emulator copies branches itself; PGlite cannot dump them.');
    },
    async closeFs() {
      instance = undefined;
    },
  };
}

function writeDataFiles(FS: MemoryFiles, files: DataFiles): void {
  FS.mkdirTree(DATA_DIR, 0o700);
  for (const [path, content] of files) {
    if (content) FS.writeFile(path, content.slice(), { canOwn: true });
    else FS.mkdir(path, 0o700);
  }
}
