import type { Limit } from './idle-servers.ts';
import type { ServerConnection } from './server-connection.ts';

/** A client that needs a server connection. */
export interface Waiter {
  take(server: ServerConnection): void;
  refuse(error: Buffer): void;
}

/** The clients that wait for a connection of a pool. */
export interface WaitingLine {
  readonly isEmpty: boolean;
  /** Adds a client. The returned function takes it out. */
  enter(waiter: Waiter): () => void;
  /** Gives the connection to the client that came first; returns false if none waits. */
  serve(server: ServerConnection): boolean;
  refuseAll(error: Buffer): void;
}

export interface WaitRules {
  readonly limitWait: Limit;
  /** The error for a client that waited too long. */
  readonly waitedTooLong: Buffer;
}

export function createWaitingLine({ limitWait, waitedTooLong }: WaitRules): WaitingLine {
  /** First come first, with the functions that take them out. */
  const waiting = new Map<Waiter, () => void>();
  return {
    get isEmpty() {
      return waiting.size === 0;
    },
    enter(waiter) {
      const stopTimer = limitWait(() => {
        leave();
        waiter.refuse(waitedTooLong);
      });
      const leave = (): void => {
        waiting.delete(waiter);
        stopTimer();
      };
      waiting.set(waiter, leave);
      return leave;
    },
    serve(server) {
      const [next] = waiting;
      if (!next) return false;
      const [waiter, leave] = next;
      leave();
      waiter.take(server);
      return true;
    },
    refuseAll(error) {
      for (const [waiter, leave] of [...waiting]) {
        leave();
        waiter.refuse(error);
      }
    },
  };
}
