import type { Queue } from '../../support/index.ts';
import { type AdminLogin, type BranchAdmin, createBranchAdmin } from '../admin/index.ts';
import { MOST_VISITS } from '../admission/index.ts';
import { nameFullDisk } from '../errors.ts';
import type { BranchHost } from './branch-host.ts';
import type { HolderNeeds } from './own-port.ts';
import type { StopMode } from './plan-stop.ts';
import type { ServerAddress } from './server-address.ts';
import { createServerMoves, type Holders, losePorts, neededPort } from './server-moves.ts';
import { createServerProcess } from './server-process.ts';
import { createSlots } from './slots.ts';

/** A branch's folder, and the queue that runs its starts, stops, copies and drops one at a time. */
export interface BranchSite {
  /** The path changes when the branch is moved. */
  readonly dir: () => string;
  readonly queue: Queue;
}

/** The Postgres server of one branch; it runs while a holder needs it. */
export interface BranchServer {
  /**
   * Resolves when the server accepts connections, on the holder's own port if it has one. A holder counts only once.
   */
  hold(holder: string, needs?: HolderNeeds): Promise<ServerAddress>;
  /** Stops the server after the last holder. */
  release(holder: string): Promise<void>;
  /** Stops a server without holders; resolves to false if there is none. */
  stopUnused(): Promise<boolean>;
  /** Calls `work` while the server runs. */
  visit<Value>(work: (login: AdminLogin) => Promise<Value>): Promise<Value>;
  /** Calls `work` with a superuser session of the branch; at most `MOST_VISITS` calls run at once. */
  administer<Value>(work: (admin: BranchAdmin) => Promise<Value>): Promise<Value>;
  /** Undefined while the server does not run. */
  readonly login: AdminLogin | undefined;
  /** Must be called in the queue, like `stop`. */
  start(): Promise<ServerAddress>;
  stop(mode: StopMode): Promise<void>;
  /** Throws once the server is closed. */
  assertOpen(): void;
  /** Prevents further starts. */
  close(): void;
  reopen(): void;
}

export function createBranchServer({ dir, queue }: BranchSite, host: BranchHost): BranchServer {
  const slots = createSlots(MOST_VISITS);
  const holders: Holders = new Map();
  const server = createServerProcess(dir, host, () => host.onCrash(losePorts(holders)));
  const moves = createServerMoves({ server, holders, queue });
  let visits = 0;

  async function stopIfUnused(): Promise<void> {
    await queue.run(async () => {
      if (holders.size === 0) await server.stop('clean');
    });
  }

  async function hold(holder: string, needs: HolderNeeds = {}): Promise<ServerAddress> {
    holders.set(holder, needs);
    try {
      if (host.listening) await moves.moveIfNeeded();
      if (!server.isClosed && server.running) return server.running.address;
      return await queue.run(() => server.start(neededPort(holders)));
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
      return await moves.waitFor(work(server.requireStarted().login));
    } catch (error) {
      throw nameFullDisk(error, dir());
    } finally {
      holders.delete(visitor);
      // A failed stop shows up at the next start.
      setTimeout(() => void stopIfUnused().catch(() => {}), host.lingerMs).unref();
    }
  }

  return {
    hold,
    async release(holder) {
      holders.delete(holder);
      await stopIfUnused();
      if (host.listening) await moves.moveIfNeeded();
    },
    async stopUnused() {
      // Outside the queue: a branch that makes room while it starts would wait for itself.
      if (holders.size > 0 || !server.running) return false;
      await stopIfUnused();
      return true;
    },
    visit,
    administer: (work) => slots.run(() => visit((login) => work(createBranchAdmin(login)))),
    get login() {
      return server.running?.login;
    },
    start: () => server.start(),
    stop: server.stop,
    assertOpen: server.assertOpen,
    close: server.close,
    reopen: server.reopen,
  };
}
