import { groupSql } from '../branch-sql/index.ts';
import { type Snapshot, takeSnapshot } from './data-files.ts';
import type { CreatePglite, PgliteInstance } from './pglite-instance.ts';
import { unpackTemplate } from './template-file.ts';

/** The superuser of every branch, as in the other data planes. */
export const ADMIN_ROLE = 'cloud_admin';
/** The database of a new cluster, which becomes the first database of a root branch. */
export const FIRST_DATABASE = 'postgres';

const INITDB_OPTIONS = [
  `--username=${ADMIN_ROLE}`,
  // Small files, because every branch is a copy in memory.
  '--wal-segsize=1',
  ...['shared_buffers=8MB', 'min_wal_size=2MB', 'max_wal_size=4MB', 'wal_recycle=off'].map((set) => `--set=${set}`),
];

/** What every root branch starts from. */
export interface Template {
  readonly snapshot: Snapshot;
  /** Returns the instance that made the template, for the first branch; undefined if it is taken. */
  takeInstance(): PgliteInstance | undefined;
  /** Closes the instance if it is not taken. */
  close(): Promise<void>;
}

/** Uses the files of a template that was made before, so that initdb does not run. */
export async function openTemplate(file: Blob, pgVersion: number): Promise<Template> {
  const snapshot = await unpackTemplate(file, pgVersion);
  return { snapshot, takeInstance: () => undefined, close: async () => {} };
}

/** @throws if PGlite has another major version than the branches are said to have */
export async function makeTemplate(create: CreatePglite, majorVersion: number): Promise<Template> {
  let instance: PgliteInstance | undefined = await create({ initDbStartParams: [...INITDB_OPTIONS] });
  const found = await readMajorVersion(instance);
  if (found !== majorVersion) {
    await instance.close();
    throw new Error(`PGlite runs Postgres ${found}, not ${majorVersion}. Pass { pgVersion: ${found} }.`);
  }
  for (const statement of groupSql(majorVersion)) await instance.exec(statement);
  // Nobody needs it, and it is a third of the files.
  await instance.exec("UPDATE pg_database SET datistemplate = false WHERE datname = 'template0'");
  await instance.exec('DROP DATABASE template0');
  const snapshot = await takeSnapshot(instance);
  return {
    snapshot,
    takeInstance() {
      const taken = instance;
      instance = undefined;
      return taken;
    },
    async close() {
      await instance?.close();
      instance = undefined;
    },
  };
}

async function readMajorVersion(instance: PgliteInstance): Promise<number> {
  const { rows } = await instance.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS version",
  );
  return rows[0]?.version ?? 0;
}
