import { getOrInsert } from '@neon-api/ground';
import type { Policy } from '../calls/index.ts';
import { ApiError } from '../errors/index.ts';
import type { Clock } from '../support/index.ts';
import type { Limits } from './limits.ts';
import { createRateWindow, type RateWindow } from './rate-window.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Refuses calls above Neon's rate limits. Sends no `Retry-After`, because Neon does not document one. */
export function limitRates({ accountPerMinute, routePerSecond, operationsPerSecond }: Limits, clock: Clock): Policy {
  const account = createRateWindow(accountPerMinute, MINUTE_MS);
  const routes = new Map<string, RateWindow>();

  function routeWindow(operationId: string): RateWindow {
    const perSecond = operationsPerSecond[operationId] ?? routePerSecond;
    return getOrInsert(routes, operationId, () => createRateWindow(perSecond, SECOND_MS));
  }

  return (call, next) => {
    const nowMs = clock.now();
    const isFree = routeWindow(call.operation.operationId).take(nowMs) && account.take(nowMs);
    if (!isFree) throw new ApiError(429, 'rate limit exceeded; wait and try again');
    return next(call);
  };
}
