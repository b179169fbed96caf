import type { NeonCaller } from '@neon-api/client';

const LAST_TURNS = new WeakMap<NeonCaller, Map<string, Promise<unknown>>>();

/**
 * Runs `work` once every earlier work of this client under the same key has ended: of ten calls that ensure one thing,
 * the first makes it and nine find it, instead of ten that look, make and collide.
 */
export async function inTurn<T>(
  neon: NeonCaller,
  key: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const turns = LAST_TURNS.get(neon) ?? new Map<string, Promise<unknown>>();
  LAST_TURNS.set(neon, turns);
  const before = turns.get(key);
  const turn = before === undefined ? work() : before.then(work);
  const ended = turn.then(ignore, ignore);
  turns.set(key, ended);
  try {
    return await orAborted(turn, signal);
  } finally {
    if (turns.get(key) === ended) void ended.then(() => turns.get(key) === ended && turns.delete(key));
  }
}

function ignore(): void {}

/** `work`, unless the signal aborts before it has ended. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
