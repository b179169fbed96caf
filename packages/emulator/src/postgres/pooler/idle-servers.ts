import type { ServerConnection } from './server-connection.ts';

/** The unused connections of a pool. */
export interface IdleServers {
  add(server: ServerConnection): void;
  /** Takes the connection that was used last; undefined if there is none. */
  take(): ServerConnection | undefined;
  remove(server: ServerConnection): void;
  /** Closes the connection that has been idle longest; returns false if there is none. */
  closeOldest(): boolean;
}

/** Calls back when the time is up; the returned function cancels it. */
export type Limit = (onDue: () => void) => () => void;

/** `limitIdleness`: closes connections that stay unused. */
export function createIdleServers(limitIdleness: Limit): IdleServers {
  /** Last used last. */
  const idle: { readonly server: ServerConnection; readonly stopTimer: () => void }[] = [];

  function remove(server: ServerConnection): void {
    const index = idle.findIndex((one) => one.server === server);
    if (index >= 0) idle.splice(index, 1)[0]?.stopTimer();
  }

  function close(server: ServerConnection): void {
    remove(server);
    server.close();
  }

  return {
    add: (server) => void idle.push({ server, stopTimer: limitIdleness(() => close(server)) }),
    take() {
      for (let last = idle.pop(); last; last = idle.pop()) {
        last.stopTimer();
        if (!last.server.isClosed) return last.server;
      }
      return undefined;
    },
    remove,
    closeOldest() {
      const [oldest] = idle;
      if (oldest) close(oldest.server);
      return oldest !== undefined;
    },
  };
}
