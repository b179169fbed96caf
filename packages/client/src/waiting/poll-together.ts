import type { Operation } from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import { readOperations } from './read-operations.ts';

/** What one wait would like to know of a project. */
interface Wish {
  readonly ids: readonly string[];
  readonly dueMs: number;
  readonly grant: (operations: Operation[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Reads one project for all waits of a client. */
interface Poller {
  readonly wishes: Set<Wish>;
  /** The wishes that the request under way answers. */
  round: ReadonlySet<Wish> | undefined;
  /** Ends the sleep, or the request. */
  halt: AbortController;
}

const POLLERS = new WeakMap<NeonCaller, Map<string, Poller>>();
const CHANGED = { message: 'changed' };

/**
 * Reads operations of a project after `delayMs`, or sooner: what is due first takes all that others ask of the project
 * along. So many waits cost as many requests as the most eager of them, and none hears of an end later than alone.
 */
export function pollTogether(
  neon: NeonCaller,
  projectId: string,
  ids: readonly string[],
  delayMs: number,
  signal: AbortSignal,
): Promise<Operation[]> {
  return new Promise((resolve, reject) => {
    const poller = pollerOf(neon, projectId);
    const withdraw = (): void => {
      reject(signal.reason);
      poller.wishes.delete(wish);
      // A request that nobody waits for any more ends; one that others wait for goes on.
      if (!poller.round || [...poller.round].every((other) => !poller.wishes.has(other))) poller.halt.abort(CHANGED);
    };
    const settled =
      <T>(settle: (value: T) => void) =>
      (value: T): void => {
        signal.removeEventListener('abort', withdraw);
        settle(value);
      };
    const dueMs = neon.runtime.clock.now() + delayMs;
    const wish: Wish = { ids, dueMs, grant: settled(resolve), fail: settled(reject) };
    signal.addEventListener('abort', withdraw, { once: true });
    poller.wishes.add(wish);
    if (!poller.round) poller.halt.abort(CHANGED);
  });
}

function pollerOf(neon: NeonCaller, projectId: string): Poller {
  const ofClient = POLLERS.get(neon) ?? new Map<string, Poller>();
  POLLERS.set(neon, ofClient);
  const running = ofClient.get(projectId);
  if (running) return running;
  const poller: Poller = { wishes: new Set(), round: undefined, halt: new AbortController() };
  ofClient.set(projectId, poller);
  void (async () => {
    // The first wish is made in the same turn as the poller.
    await undefined;
    while (poller.wishes.size > 0) await nextRound(neon, projectId, poller);
    ofClient.delete(projectId);
  })();
  return poller;
}

async function nextRound(neon: NeonCaller, projectId: string, poller: Poller): Promise<void> {
  const { clock } = neon.runtime;
  const { wishes } = poller;
  poller.halt = new AbortController();
  const { signal } = poller.halt;
  const dueInMs = Math.min(...[...wishes].map(({ dueMs }) => dueMs)) - clock.now();
  if (dueInMs > 0) {
    await clock.sleep(dueInMs, signal).catch(() => undefined);
    if (signal.aborted) return;
  }
  const round = new Set(wishes);
  poller.round = round;
  const ids = [...new Set([...round].flatMap((wish) => wish.ids))];
  let settle: (wish: Wish) => void;
  try {
    const operations = await readOperations(neon, projectId, ids, { signal });
    settle = (wish) => wish.grant(operations);
  } catch (error) {
    settle = (wish) => wish.fail(error);
  }
  poller.round = undefined;
  // Of several single reads, one may have failed while others go on.
  poller.halt.abort(CHANGED);
  for (const wish of round) if (wishes.delete(wish)) settle(wish);
}
