import type { Random } from '../runtime/index.ts';

export interface PollPace {
  readonly minMs: number;
  readonly maxMs: number;
}

// An end is noticed within a tenth of the time it took, at most a second.
export const DEFAULT_PACE: PollPace = { minMs: 25, maxMs: 1_000 };

/**
 * How long to wait before the next poll, in ms: a tenth of the time waited, between floor and ceiling, less up to a
 * fifth of jitter. Never before `quietMs` have passed, the time until Neon's own next retry.
 */
export function nextPollDelayMs(waitedMs: number, { minMs, maxMs }: PollPace, random: Random, quietMs = 0): number {
  const share = Math.min(Math.max(waitedMs / 10, minMs), maxMs);
  return Math.max(share * (1 - random() / 5), quietMs);
}
