import { GRACE_MS, type Pace } from './pace.ts';

/** The right to send one request. Times are of the worker's monotonic clock. */
export interface Permit {
  readonly dueMs: number;
  readonly expiresMs: number;
}

/** What Postgres answers. All times are of its clock. */
export interface Grant {
  readonly nowMs: number;
  /** The time of the first permit; it may be in the past. */
  readonly firstMs: number;
  readonly pausedUntilMs: number;
}

/** What a worker knows when it decides its next step. */
export interface WorkerState {
  readonly nowMs: number;
  readonly waiting: number;
  /** In order of time, none expired. */
  readonly permits: readonly Permit[];
  readonly pausedUntilMs: number;
  /** When Postgres last answered. */
  readonly contactedMs: number;
  readonly batch: number;
}

export type WorkerStep =
  | { readonly kind: 'stop' }
  | { readonly kind: 'fetch'; readonly count: number }
  | { readonly kind: 'sleep'; readonly untilMs: number }
  | { readonly kind: 'send' };

/** A worker sends nothing if Postgres last answered longer ago, so that each worker learns of a pause in this time. */
const FRESH_MS = 2_000;

export const MOST_IN_BATCH = 20;
/** A worker with few requests takes small batches: it could not use a large one before it expires. */
const MOST_PER_WAITER = 4;

/** Decides what a worker does next for the requests that wait. */
export function decideStep({ nowMs, waiting, permits, pausedUntilMs, contactedMs, batch }: WorkerState): WorkerStep {
  const [first] = permits;
  const ahead = Math.min(batch, waiting * MOST_PER_WAITER);
  if (waiting === 0) return { kind: 'stop' };
  if (first === undefined || permits.length < waiting) {
    return { kind: 'fetch', count: Math.max(waiting - permits.length, ahead) };
  }
  const untilMs = Math.max(first.dueMs, pausedUntilMs);
  if (untilMs > nowMs) return { kind: 'sleep', untilMs };
  // The permits were fetched long before their time, so other workers wait too. Take the next batch on the same trip.
  if (nowMs - contactedMs > FRESH_MS) return { kind: 'fetch', count: ahead };
  return { kind: 'send' };
}

/** Returns the next batch size: one more while every permit is used, and as many fewer as have expired. */
export function nextBatch(batch: number, expiredCount: number): number {
  return expiredCount > 0 ? Math.max(1, batch - expiredCount) : Math.min(MOST_IN_BATCH, batch + 1);
}

/**
 * Converts a grant to the worker's clock. Postgres answered at an unknown moment between `askedMs` and `answeredMs`, so
 * a permit begins as if it was late and expires as if it was early.
 */
export function permitsOf(
  { nowMs, firstMs }: Grant,
  count: number,
  { intervalMs }: Pace,
  { askedMs, answeredMs }: { readonly askedMs: number; readonly answeredMs: number },
): Permit[] {
  return Array.from({ length: count }, (_, index) => {
    const inMs = Math.max(0, firstMs + index * intervalMs - nowMs);
    return { dueMs: answeredMs + inMs, expiresMs: askedMs + inMs + GRACE_MS };
  });
}
