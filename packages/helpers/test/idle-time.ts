import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@neon-api/client';

/** A time that changes only with `advance`. */
export interface MovableTime {
  now(): number;
  advance(ms: number): Promise<void>;
}

export interface IdleTime {
  readonly clock: Clock;
  /** Sends requests one after the other, so that the same run sends the same requests in the same order. */
  readonly fetch: typeof globalThis.fetch;
}

interface Sleeper {
  readonly dueMs: number;
  wake(): void;
}

// After this many turns of the event loop without a request, all callers wait for the clock.
const IDLE_TURNS = 10;

/**
 * Creates a client's clock on the emulator's time. It advances to the next timer when no request is in progress. Requests
 * go through `fetch`.
 */
export function createIdleTime(time: MovableTime, fetch: typeof globalThis.fetch = globalThis.fetch): IdleTime {
  const sleepers = new Set<Sleeper>();
  let underway = 0;
  let isMoving = false;
  let last: Promise<unknown> = Promise.resolve();

  async function move(): Promise<void> {
    if (isMoving) return;
    isMoving = true;
    for (;;) {
      for (let turn = 0; turn < IDLE_TURNS; turn += 1) await nextTurn();
      const [next] = [...sleepers].sort((a, b) => a.dueMs - b.dueMs);
      if (underway > 0 || next === undefined) break;
      await time.advance(Math.max(0, next.dueMs - time.now()));
      if (sleepers.delete(next)) next.wake();
    }
    isMoving = false;
  }

  function after(ms: number, wake: () => void): () => void {
    const sleeper = { dueMs: time.now() + ms, wake };
    sleepers.add(sleeper);
    void move();
    return () => sleepers.delete(sleeper);
  }

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const abort = (): void => {
        cancel();
        reject(signal?.reason);
      };
      const cancel = after(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });

  async function send(...[input, init]: Parameters<typeof globalThis.fetch>): Promise<Response> {
    const { status, headers, body } = await fetch(input, init);
    // Read the body here, because the request is in progress until then.
    const bytes = body === null ? null : await new Response(body).arrayBuffer();
    return new Response(bytes, { status, headers });
  }

  return {
    clock: { now: () => time.now(), sleep, after },
    fetch(input, init) {
      underway += 1;
      const sent = last.then(() => send(input, init));
      last = sent
        .catch(() => undefined)
        .finally(() => {
          underway -= 1;
          void move();
        });
      return sent;
    },
  };
}
