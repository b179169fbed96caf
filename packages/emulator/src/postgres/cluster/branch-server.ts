import { basename, join } from 'node:path';
import { type AdminLogin, type BranchAdmin, createBranchAdmin } from '../admin/index.ts';
import { MOST_VISITS } from '../admission/index.ts';
import { nameFullDisk } from '../errors.ts';
import { dataDirOf, logFileOf, readServerFile } from '../root-dir/index.ts';
import type { BranchHost } from './branch-host.ts';
import type { StopMode } from './plan-stop.ts';
import type { Queue } from './queue.ts';
import type { ServerAddress } from './server-address.ts';
import { startWithRoom } from './shared-memory.ts';
import { createSlots } from './slots.ts';
import { type Server, startServer } from './start-server.ts';
import { resumeFirstStart } from './unfinished-copy.ts';

/** The folder of a branch, and the queue in which starting, stopping, copying and dropping take turns. */
export interface BranchSite {
  /** The folder moves when the branch becomes another one. */
  readonly dir: () => string;
  readonly queue: Queue;
}

/** The Postgres server of one branch, which runs while somebody holds it. */
export interface BranchServer {
  /** Resolves when the server accepts connections. Holding twice is holding once. */
  hold(holder: string): Promise<ServerAddress>;
  /** Stops the server when that was the last holder. */
  release(holder: string): Promise<void>;
  /** Stops a server that only lingers; whether there was one. */
  stopUnused(): Promise<boolean>;
  /** Calls `work` while the server runs. */
  visit<Value>(work: (login: AdminLogin) => Promise<Value>): Promise<Value>;
  /** Calls `work` with a superuser session of the branch; as many at once as clients leave connections for. */
  administer<Value>(work: (admin: BranchAdmin) => Promise<Value>): Promise<Value>;
  /** Undefined while the server does not run. */
  readonly login: AdminLogin | undefined;
  /** For callers in the queue, as `stop` is. */
  start(): Promise<ServerAddress>;
  stop(mode: StopMode): Promise<void>;
  /** Throws once the server is closed. */
  assertOpen(): void;
  /** From now on the server does not start. */
  close(): void;
  reopen(): void;
}

export function createBranchServer({ dir, queue }: BranchSite, host: BranchHost): BranchServer {
  const slots = createSlots(MOST_VISITS);
  const holders = new Set<string>();
  let server: Server | undefined;
  let isClosed = false;
  let visits = 0;

  function assertOpen(): void {
    if (isClosed) throw new Error(`Branch ${basename(dir())} was deleted, or the emulator is stopping.`);
  }

  async function start(): Promise<ServerAddress> {
    assertOpen();
    if (server?.isRunning()) return server.address;
    // What is left of a server that ended by itself would keep the next one from its data.
    await server?.stop('immediate');
    server = await startOn(dir(), host, () => host.onCrash([...holders]));
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
      return await queue.run(start);
    } catch (error) {
      holders.delete(holder);
      throw error;
    }
  }

  async function visit<Value>(work: (login: AdminLogin) => Promise<Value>): Promise<Value> {
    visits += 1;
    const visitor = `visit ${visits}`;
    try {
      await hold(visitor);
      return await work(loginToServer());
    } catch (error) {
      throw nameFullDisk(error, dir());
    } finally {
      holders.delete(visitor);
      // A stop that fails shows when the server is needed next.
      setTimeout(() => void stopIfUnused().catch(() => {}), host.lingerMs).unref();
    }
  }

  function loginToServer(): AdminLogin {
    if (server) return server.login;
    throw new Error(`Branch ${basename(dir())} has no server yet.`);
  }

  return {
    hold,
    async release(holder) {
      holders.delete(holder);
      await stopIfUnused();
    },
    async stopUnused() {
      // Not in the queue: a branch that asks for room while it starts would wait for itself.
      if (holders.size > 0 || !server?.isRunning()) return false;
      await stopIfUnused();
      return true;
    },
    visit,
    administer: (work) => slots.run(() => visit((login) => work(createBranchAdmin(login)))),
    get login() {
      return server?.isRunning() ? server.login : undefined;
    },
    start,
    stop: async (mode) => server?.stop(mode),
    assertOpen,
    close() {
      isClosed = true;
    },
    reopen() {
      isClosed = false;
    },
  };
}

async function startOn(branchDir: string, host: BranchHost, onCrash: () => void): Promise<Server> {
  const dataDir = dataDirOf(branchDir);
  await resumeFirstStart(dataDir);
  const majorVersion = Number.parseInt(readServerFile(join(dataDir, 'PG_VERSION')).toString('utf8'), 10);
  const options = {
    binaries: host.binariesFor(majorVersion),
    dataDir,
    logFile: logFileOf(branchDir),
    adminPassword: host.adminPassword,
    durable: host.durable,
    platform: host.platform,
    inherited: host.inherited,
    log: host.log,
    onCrash,
  };
  const start = async (): Promise<Server> => startServer({ ...options, address: await host.nextAddress() });
  return startWithRoom(start, host.makeRoom);
}
