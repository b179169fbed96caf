import type { Random } from '../runtime/index.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** How an attempt failed: with a status, without ever leaving, or in the dark. */
export type AttemptFailure = number | 'not_sent' | 'unknown';

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
const NOTHING_DONE: ReadonlySet<AttemptFailure> = new Set([423, 429, 503, 'not_sent']);
const PASSING: ReadonlySet<AttemptFailure> = new Set([408, 500, 502, 504, 'unknown']);

const LEAST_DELAY_MS = 100;

/** A method that changes nothing, so that sending it twice does no harm. */
export function isSafeMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/**
 * How long to wait before the next attempt, in ms; undefined when there must be none.
 *
 * Full jitter under a ceiling that doubles. What the server asks for is a floor, and ends the call when the budget does
 * not hold it. The last wait is cut to the budget, so that a fault that ends within it never surfaces.
 */
export function decideRetry(
  { method, failure, retryAfterMs = 0, attempts, waitedMs }: RetryQuestion,
  policy: RetryPolicy,
  random: Random,
): number | undefined {
  if (!NOTHING_DONE.has(failure) && !(PASSING.has(failure) && isSafeMethod(method))) return undefined;
  const leftMs = budgetOf(failure, policy) - waitedMs;
  if (attempts >= policy.maxAttempts || leftMs <= 0 || retryAfterMs > leftMs) return undefined;
  const ceilingMs = Math.min(policy.maxDelayMs, LEAST_DELAY_MS * 2 ** attempts);
  const jitteredMs = LEAST_DELAY_MS + random() * (ceilingMs - LEAST_DELAY_MS);
  return Math.min(Math.max(jitteredMs, retryAfterMs), leftMs);
}

function budgetOf(failure: AttemptFailure, { budgetMs, lockBudgetMs }: RetryPolicy): number {
  return failure === 423 ? lockBudgetMs : budgetMs;
}
