export type CutMode =
  /** The process dies before the request leaves it; nothing is sent from then on. */
  | 'dies before'
  /** The process dies once the request was carried out. */
  | 'dies after'
  /** One connection breaks before the request arrives. */
  | 'breaks before'
  /** One connection breaks after the request was carried out: its answer is lost. */
  | 'breaks after';

export const CUT_MODES: readonly CutMode[] = ['dies before', 'dies after', 'breaks before', 'breaks after'];

export interface CutFetch {
  readonly fetch: typeof globalThis.fetch;
  /** Whether the request at which to cut was ever made. */
  wasReached(): boolean;
}

/** A fetch that is cut off at request number `cutAt`, from 1. */
export function cutFetch(cutAt: number, mode: CutMode): CutFetch {
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
