import { type AdminLogin, type BranchAdmin, createBranchAdmin } from '../admin/index.ts';
import { MOST_VISITS } from '../admission/index.ts';
import { nameFullDisk } from '../errors.ts';
import type { BranchHost } from './branch-host.ts';
import type { HolderNeeds, OwnPort } from './own-port.ts';
import type { StopMode } from './plan-stop.ts';
import type { Queue } from './queue.ts';
import type { ServerAddress } from './server-address.ts';
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
  const holders = new Map<string, HolderNeeds>();
  const server = createServerProcess(dir, host, onCrash);
  /** The work of current visits. */
  const working = new Set<Promise<unknown>>();
  let visits = 0;
  let moving: Promise<void> | undefined;

  function onCrash(): void {
    // The port's next client wakes the endpoint.
    for (const [holder, needs] of holders) holders.set(holder, { ...needs, ownPort: undefined });
    host.onCrash([...holders.keys()]);
  }

  const neededPort = (): OwnPort | undefined => [...holders.values()].find(({ ownPort }) => ownPort)?.ownPort;

  /** Restarts a server that does not listen on the port that its holders need, or no longer should. Visits end first. */
  async function move(): Promise<void> {
    while (working.size > 0) await Promise.allSettled(working);
    await queue.run(async () => {
      if (!server.running || server.ownPort === neededPort()) return;
      await server.stop('clean');
      if (holders.size === 0) return;
      const address = await server.start(neededPort());
      for (const { onMoved } of holders.values()) onMoved?.(address);
    });
  }

  async function moveIfNeeded(): Promise<void> {
    while (moving || (server.running && server.ownPort !== neededPort())) {
      moving ??= move().finally(() => {
        moving = undefined;
      });
      await moving;
    }
  }

  async function stopIfUnused(): Promise<void> {
    await queue.run(async () => {
      if (holders.size === 0) await server.stop('clean');
    });
  }

  async function hold(holder: string, needs: HolderNeeds = {}): Promise<ServerAddress> {
    holders.set(holder, needs);
    try {
      if (host.listening) await moveIfNeeded();
      if (!server.isClosed && server.running) return server.running.address;
      return await queue.run(() => server.start(neededPort()));
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
      const done = work(server.requireStarted().login);
      working.add(done);
      return await done.finally(() => working.delete(done));
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
      if (host.listening) await moveIfNeeded();
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
