import { type RateLimiter, type SharedLimits, type Turn, takeTurn } from '../limits/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import { type Clock, monotonicNow, sleep, TIMED_OUT, withTimeout } from '../runtime/index.ts';
import type { Call } from './request.ts';

export interface QueueSettings {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly shared: SharedLimits;
  readonly serializeChanges: boolean;
}

/** Waits until earlier changes of this process to the project have ended: Neon locks a project while one runs. */
export function takeProjectTurn(
  { ids: { project_id }, method, signal, deadline }: Call,
  { baseUrl, clock, shared, serializeChanges }: QueueSettings,
): Promise<Turn> | undefined {
  if (!serializeChanges || !project_id || isSafeMethod(method)) return undefined;
  return takeTurn(shared.turns, `${baseUrl} ${project_id}`, clock, signal, deadline);
}

/** Reserves a slot under the rate limit and waits until the call may be sent. */
export async function reserveSlot(call: Call, clock: Clock, limiter: RateLimiter): Promise<void> {
  const reserved = limiter.reserve(call.route);
  try {
    const delayMs = await beforeDeadline(call, clock, reserved);
    if (monotonicNow(clock) + delayMs >= call.deadline) throw TIMED_OUT;
    if (delayMs > 0) await pause(call, clock, delayMs);
  } catch (error) {
    limiter.release(call.route);
    throw error;
  }
}

/** Waits for `work`, at most until the deadline of the call. */
export function beforeDeadline<T>({ deadline, signal }: Call, clock: Clock, work: T | Promise<T>): T | Promise<T> {
  return work instanceof Promise ? withTimeout(work, deadline - monotonicNow(clock), signal, clock) : work;
}

/** Sleeps for `ms` and keeps the turn of the call. */
export function pause({ turn, signal }: Call, clock: Clock, ms: number): Promise<void> {
  turn?.renew(ms);
  return sleep(ms, signal, clock);
}
