import { createQueue } from '../support/index.ts';
import { createFileSystem, readDataFiles, type Snapshot, takeSnapshot } from './data-files.ts';
import type { CreatePglite, PgliteInstance } from './pglite-instance.ts';
import { sqlError } from './sql-error.ts';

/** For the superuser, whatever ALTER DATABASE sets: names that it reads are qualified, and it can write. */
const SUPERUSER_SETTINGS =
  'SET search_path = pg_catalog, pg_temp; SET default_transaction_read_only = off; SET statement_timeout = 0';

/** The exclusive use of a branch's only session. */
export interface Lease {
  readonly instance: PgliteInstance;
  release(): void;
  /** Ends the lease of an instance that crashed. The branch recovers from its files, as Postgres does. */
  abandon(): void;
}

/** A branch: a snapshot while it is asleep, a PGlite instance in one of its databases while it is awake. */
export interface PgliteBranch {
  /** Waits for the session, wakes the branch, and moves to the database. */
  lease(database: string): Promise<Lease>;
  /** Runs `work` between two sessions. Default: in the database of the last session. */
  run<Value>(work: (instance: PgliteInstance) => Promise<Value>, database?: string): Promise<Value>;
  /** Returns a copy of the branch between two sessions. */
  copy(): Promise<Snapshot>;
  /** Keeps only a snapshot, after the current session. */
  sleep(): Promise<void>;
  close(): Promise<void>;
  isAwake(): boolean;
  /** Where its log began. */
  readonly beginsAt: string;
}

export interface BranchRules {
  readonly create: CreatePglite;
  /** Called whenever a session begins. */
  readonly onUse: (branch: PgliteBranch) => void;
}

/** What a branch starts with. */
export interface BranchSource {
  readonly snapshot: Snapshot;
  /** An instance with the same content, if there is one. */
  readonly instance?: PgliteInstance | undefined;
}

type State =
  | { readonly kind: 'asleep'; readonly snapshot: Snapshot }
  | { readonly kind: 'awake'; readonly instance: PgliteInstance }
  | { readonly kind: 'closed' };

export function createPgliteBranch({ snapshot, instance }: BranchSource, { create, onUse }: BranchRules): PgliteBranch {
  const queue = createQueue();
  let state: State = instance ? { kind: 'awake', instance } : { kind: 'asleep', snapshot };

  async function wake(): Promise<PgliteInstance> {
    if (state.kind === 'closed') throw sqlError('57P01', 'terminating connection due to administrator command');
    if (state.kind === 'awake') return state.instance;
    const { files, database } = state.snapshot;
    const woken = await create({ database, fs: createFileSystem(files) });
    state = { kind: 'awake', instance: woken };
    return woken;
  }

  async function fallAsleep(database?: string): Promise<void> {
    if (state.kind !== 'awake') return;
    const { instance: awake } = state;
    const taken = await takeSnapshot(awake);
    await awake.close();
    state = { kind: 'asleep', snapshot: { ...taken, ...(database === undefined ? {} : { database }) } };
  }

  /** A process of Postgres has one database, so another database needs a new instance. */
  async function enter(wanted: string | undefined): Promise<PgliteInstance> {
    const current = await wake();
    await current.exec(SUPERUSER_SETTINGS);
    const { rows } = await current.query<{ isHere: boolean }>(
      'SELECT datname = current_database() AS "isHere" FROM pg_database WHERE datname = $1',
      [wanted ?? null],
    );
    if (wanted === undefined || rows[0]?.isHere) return current;
    if (rows.length === 0) throw sqlError('3D000', `database "${wanted}" does not exist`);
    await fallAsleep(wanted);
    return enter(wanted);
  }

  function recover(crashed: PgliteInstance, database: string): void {
    state = { kind: 'asleep', snapshot: { files: readDataFiles(crashed), lsn: snapshot.lsn, database } };
    crashed.close().catch(() => {});
  }

  const branch: PgliteBranch = {
    lease: (wanted) =>
      new Promise((resolve, reject) => {
        queue
          .run(async () => {
            const entered = await enter(wanted);
            onUse(branch);
            await new Promise<void>((release) => {
              const abandon = (): void => {
                recover(entered, wanted);
                release();
              };
              resolve({ instance: entered, release, abandon });
            });
          })
          .catch(reject);
      }),
    run: (work, wanted) =>
      queue.run(async () => {
        const entered = await enter(wanted);
        onUse(branch);
        return work(entered);
      }),
    copy: () =>
      queue.run(async () => {
        if (state.kind === 'closed') throw new Error('The branch was deleted while it was copied.');
        return state.kind === 'asleep' ? state.snapshot : takeSnapshot(state.instance);
      }),
    sleep: () => queue.run(() => fallAsleep()),
    close: () =>
      queue.run(async () => {
        const last = state;
        state = { kind: 'closed' };
        if (last.kind === 'awake') await last.instance.close();
      }),
    isAwake: () => state.kind === 'awake',
    beginsAt: snapshot.lsn,
  };
  return branch;
}
