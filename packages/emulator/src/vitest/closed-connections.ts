import type { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The events of a process for errors that nobody handles. */
const EVENTS = ['uncaughtException', 'unhandledRejection'];
/** Codes of Postgres when it ends a session, of a closed socket, and of postgres.js. */
const CODES: ReadonlySet<unknown> = new Set(['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED']);
/** Turns of the event loop until each client in this process knows that its connection was closed. */
const TURNS = 20;

/** Runs `work`, and ignores the errors of connections that it closes. */
export type IgnoreClosedConnections = <Value>(work: () => Promise<Value>) => Promise<Value>;

/**
 * A driver emits an error when its connection is closed. After a test, nobody listens to it, and Vitest would report it
 * next to the test's own failure.
 */
export function createIgnoreClosedConnections(process: EventEmitter): IgnoreClosedConnections {
  let running = 0;
  let restore: () => void = () => {};
  return async (work) => {
    if (running === 0) restore = filterErrors(process);
    running += 1;
    try {
      return await work();
    } finally {
      for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
      running -= 1;
      if (running === 0) restore();
    }
  };
}

/** Whether a driver reports this when the server has closed its connection. */
export function isClosedConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && CODES.has(error.code)) || error.message.startsWith('Connection terminated');
}

/** Puts a filter before the listeners; returns a function that removes it. */
function filterErrors(process: EventEmitter): () => void {
  const undo = EVENTS.map((event) => {
    const listeners = process.rawListeners(event) as ((...args: unknown[]) => void)[];
    // An error without listeners ends the process. A filter would keep it alive.
    if (listeners.length === 0) return () => {};
    const filter = (error: unknown, ...rest: unknown[]): void => {
      if (isClosedConnection(error)) return;
      for (const listener of listeners) listener.call(process, error, ...rest);
    };
    process.removeAllListeners(event);
    process.on(event, filter);
    return () => {
      process.off(event, filter);
      for (const listener of listeners) process.on(event, listener);
    };
  });
  return () => {
    for (const undoOne of undo) undoOne();
  };
}
