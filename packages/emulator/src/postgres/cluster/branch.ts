import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BranchAdmin, createBranchAdmin, withAdmin } from '../admin/index.ts';
import type { PostgresBinaries } from '../binaries/index.ts';
import { dataDirOf, giveToServer, logFileOf, PARTIAL_SUFFIX } from '../root-dir/index.ts';
import { copyDataDirAtRest, copyRunningDataDir } from './copy-data-dir.ts';
import { createQueue } from './queue.ts';
import type { ServerAddress } from './server-address.ts';
import { type Server, startServer } from './start-server.ts';

/** What all branches of a data plane share. */
export interface BranchHost {
  readonly adminPassword: string;
  /** Whether data outlive the emulator, and so must survive a power cut. */
  readonly durable: boolean;
  readonly nextAddress: () => Promise<ServerAddress>;
  /** Throws, naming what there is, when this major version cannot be started. */
  readonly binariesFor: (majorVersion: number) => PostgresBinaries;
  /** How long a server that nothing needs any more goes on, for the next call of the control plane. */
  readonly lingerMs: number;
}

/** One data directory and the server on it, which runs while somebody holds it. */
export interface Branch {
  /** Makes the data directory as a copy of the one in `dataDir` at rest. */
  createFrom(dataDir: string): Promise<void>;
  /** Makes the data directory as a copy of another branch, running or not. */
  createFromBranch(parent: Branch): Promise<void>;
  /** Copies this branch's data into a new folder while its server goes on. */
  copyDataTo(dataDir: string): Promise<void>;
  /** From now on the server runs for this holder; resolves when it takes connections. Holding twice is holding once. */
  hold(holder: string): Promise<ServerAddress>;
  /** Stops the server when that was the last holder. */
  release(holder: string): Promise<void>;
  /** Does something inside the branch, with the server running meanwhile. */
  administer<Value>(work: (admin: BranchAdmin) => Promise<Value>): Promise<Value>;
  /** Stops the server whoever holds it; it is not started again. */
  close(how: 'clean' | 'immediate'): Promise<void>;
  /** Stops the server and removes the data; nothing works afterwards. */
  drop(): Promise<void>;
}

export function createBranch(branchDir: string, host: BranchHost): Branch {
  const branchId = basename(branchDir);
  const dataDir = dataDirOf(branchDir);
  // Starting, stopping, copying and dropping exclude one another; a session of a running server waits for none of them.
  const queue = createQueue();
  const holders = new Set<string>();
  let server: Server | undefined;
  let isClosed = false;
  let visits = 0;

  function assertOpen(): void {
    if (isClosed) throw new Error(`Branch ${branchId} was deleted, or the emulator is stopping.`);
  }

  async function ensureRunning(): Promise<ServerAddress> {
    assertOpen();
    if (server?.isRunning()) return server.address;
    const majorVersion = Number.parseInt(await readFile(join(dataDir, 'PG_VERSION'), 'utf8'), 10);
    server = await startServer({
      postgres: host.binariesFor(majorVersion).postgres,
      dataDir,
      logFile: logFileOf(branchDir),
      address: await host.nextAddress(),
      adminPassword: host.adminPassword,
      durable: host.durable,
    });
    return server.address;
  }

  async function stopIfUnused(): Promise<void> {
    await queue.run(async () => {
      if (holders.size === 0) await server?.stop('clean');
    });
  }

  async function hold(holder: string): Promise<ServerAddress> {
    holders.add(holder);
    if (!isClosed && server?.isRunning()) return server.address;
    try {
      return await queue.run(ensureRunning);
    } catch (error) {
      holders.delete(holder);
      throw error;
    }
  }

  async function makeDataDir(copy: (partialDataDir: string) => Promise<void>): Promise<void> {
    const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
    try {
      await mkdir(partialDir, { mode: 0o700 });
      await giveToServer(partialDir);
      await copy(dataDirOf(partialDir));
      await rename(partialDir, branchDir);
    } catch (error) {
      await rm(partialDir, { recursive: true, force: true });
      throw error;
    }
  }

  return {
    createFrom: (source) => queue.run(() => makeDataDir((target) => copyDataDirAtRest(source, target))),
    createFromBranch: (parent) => queue.run(() => makeDataDir((target) => parent.copyDataTo(target))),
    copyDataTo: (target) =>
      queue.run(async () => {
        assertOpen();
        if (!server?.isRunning()) return copyDataDirAtRest(dataDir, target);
        const login = { address: server.address, password: host.adminPassword, database: 'postgres' };
        await withAdmin(login, (session) => copyRunningDataDir(session, dataDir, target));
      }),
    hold,
    async release(holder) {
      holders.delete(holder);
      await stopIfUnused();
    },
    async administer(work) {
      visits += 1;
      const visit = `visit ${visits}`;
      try {
        const address = await hold(visit);
        return await work(createBranchAdmin({ address, password: host.adminPassword }));
      } finally {
        holders.delete(visit);
        // A stop that fails shows when the server is needed next.
        setTimeout(() => void stopIfUnused().catch(() => {}), host.lingerMs).unref();
      }
    },
    async close(how) {
      isClosed = true;
      await queue.run(async () => server?.stop(how));
    },
    async drop() {
      isClosed = true;
      await queue.run(async () => {
        await server?.stop('immediate');
        await rm(branchDir, { recursive: true, force: true, maxRetries: 3 });
      });
    },
  };
}
