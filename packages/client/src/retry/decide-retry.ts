import type { RequestOutcome } from '../errors/index.ts';
import type { Random } from '../runtime/index.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** How an attempt ended: with a status, without ever leaving, in the dark, or in a way that no other attempt can change. */
export type AttemptFailure = number | RequestOutcome | 'final';

export interface RetryQuestion {
  readonly method: string;
  readonly failure: AttemptFailure;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** Attempts made so far, from 1. */
  readonly attempts: number;
  /** What is used up of the budget that counts for this failure. */
  readonly waitedMs: number;
}

// Spec: nothing was done after 423 and 503; 429 refuses before any work.
const NOTHING_DONE: readonly AttemptFailure[] = [423, 429, 503, 'not_sent'];
const PASSING: readonly AttemptFailure[] = [408, 500, 502, 504, 'unknown'];

/** A method that changes nothing, so that sending it twice does no harm. */
export function isSafeMethod(method: string): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(method);
}

/**
 * How long to wait before the next attempt, in ms; undefined when there must be none.
 *
 * Full jitter under a ceiling that doubles. What the server asks for is a floor, and ends the call when the budget does
 * not hold it. The last wait is cut to the budget, so that a fault that ends within it never surfaces.
 */
export function decideRetry(
  { method, failure, retryAfterMs = 0, attempts, waitedMs }: RetryQuestion,
  { budgetMs, lockBudgetMs, maxAttempts, maxDelayMs }: RetryPolicy,
  random: Random,
): number | undefined {
  if (!NOTHING_DONE.includes(failure) && !(PASSING.includes(failure) && isSafeMethod(method))) return undefined;
  const leftMs = (failure === 423 ? lockBudgetMs : budgetMs) - waitedMs;
  if (attempts >= maxAttempts || leftMs <= 0 || retryAfterMs > leftMs) return undefined;
  const leastMs = 100;
  const ceilingMs = Math.min(maxDelayMs, leastMs * 2 ** attempts);
  const jitteredMs = leastMs + random() * (ceilingMs - leastMs);
  return Math.min(Math.max(jitteredMs, retryAfterMs), leftMs);
}
