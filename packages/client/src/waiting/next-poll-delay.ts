import type { Random } from '../runtime/index.ts';

export interface PollPace {
  readonly minMs: number;
  readonly maxMs: number;
}

// The delay in detecting the end is at most a tenth of the duration, and at most a second.
export const DEFAULT_PACE: PollPace = { minMs: 25, maxMs: 1_000 };

/**
 * Returns how long to wait before the next poll, in ms: a tenth of the time waited, between `minMs` and `maxMs`, minus
 * jitter of up to a fifth. At least `quietMs`, the time until Neon's own next retry.
 */
export function nextPollDelayMs(waitedMs: number, { minMs, maxMs }: PollPace, random: Random, quietMs = 0): number {
  const share = Math.min(Math.max(waitedMs / 10, minMs), maxMs);
  return Math.max(share * (1 - random() / 5), quietMs);
}
