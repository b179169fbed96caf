export type CutMode =
  /** The process dies before it sends the request. Nothing is sent after that. */
  | 'dies before'
  /** The process dies after the request has taken effect. */
  | 'dies after'
  /** One connection breaks before the request arrives. */
  | 'breaks before'
  /** One connection breaks after the request has taken effect, so the response is lost. */
  | 'breaks after';

export const CUT_MODES: readonly CutMode[] = ['dies before', 'dies after', 'breaks before', 'breaks after'];

export interface CutFetch {
  readonly fetch: typeof globalThis.fetch;
  /** Returns whether the request to interrupt was made. */
  wasReached(): boolean;
}

/** Creates a fetch over `fetch` that is interrupted at request number `cutAt`, counted from 1. */
export function cutFetch(cutAt: number, mode: CutMode, fetch: typeof globalThis.fetch): CutFetch {
  let count = 0;
  const broken = (): TypeError =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) });
  return {
    wasReached: () => count >= cutAt,
    async fetch(input, init) {
      count += 1;
      if (count > cutAt && mode.startsWith('dies')) throw broken();
      if (count !== cutAt) return fetch(input, init);
      if (mode.endsWith('after')) await (await fetch(input, init)).arrayBuffer();
      throw broken();
    },
  };
}
