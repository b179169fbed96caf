import type { RequestOutcome } from '../errors/index.ts';
import type { Random } from '../runtime/index.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** How an attempt ended: with a status, with an outcome, or `final` if no retry can succeed. */
export type AttemptEnd = number | RequestOutcome | 'final';

/** The call that may be retried. */
export interface RetriedCall {
  readonly method: string;
  /** Attempts made so far, from 1. */
  readonly attempts: number;
}

// Spec: 423 and 503 mean that nothing was done; 429 refuses before any work.
const NOTHING_DONE: readonly AttemptEnd[] = [423, 429, 503, 'not_sent'];
const TRANSIENT: readonly AttemptEnd[] = [408, 500, 502, 504, 'unknown'];

/** Returns whether a method changes nothing, so that it is safe to send twice. */
export function isSafeMethod(method: string): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(method);
}

/** Returns which budget the wait after an attempt is taken from. */
export function budgetOf(ended: AttemptEnd | undefined): 'lockBudgetMs' | 'budgetMs' {
  return ended === 423 ? 'lockBudgetMs' : 'budgetMs';
}

/**
 * Returns how long to wait before the next attempt, in ms, or undefined if there must be none.
 *
 * Full jitter under a ceiling that doubles. The server's `Retry-After` is the floor; if it exceeds the budget, the call
 * fails at once. The last wait is cut to the budget, so that a fault that ends within the budget never surfaces.
 *
 * @param retryAfterMs how long the server asks to wait
 * @param policy with the remaining budgets
 */
export function decideRetry(
  { method, attempts }: RetriedCall,
  ended: AttemptEnd,
  retryAfterMs: number | undefined,
  policy: RetryPolicy,
  random: Random,
): number | undefined {
  if (!NOTHING_DONE.includes(ended) && !(TRANSIENT.includes(ended) && isSafeMethod(method))) return undefined;
  const leftMs = policy[budgetOf(ended)];
  const floorMs = retryAfterMs ?? 0;
  if (attempts >= policy.maxAttempts || leftMs <= 0 || floorMs > leftMs) return undefined;
  const leastMs = 100;
  const ceilingMs = Math.min(policy.maxDelayMs, leastMs * 2 ** attempts);
  const jitteredMs = leastMs + random() * (ceilingMs - leastMs);
  return Math.min(Math.max(jitteredMs, floorMs), leftMs);
}
