import { createRateLimiter, NEON_LIMITS, type NeonCaller, type RateLimit } from '@neon-api/client';

/** A client whose calls keep `rate`, beside the limits that `neon` keeps: to leave others a share of the account's. */
export function limitClient(neon: NeonCaller, rate: RateLimit | undefined): NeonCaller {
  if (rate === undefined) return neon;
  const { clock } = neon.runtime;
  const limiter = createRateLimiter(clock, { account: rate, route: NEON_LIMITS.route });
  return {
    ...neon,
    async call<Response>(...[operation, params, options]: Parameters<NeonCaller['call']>): Promise<Response> {
      const waitMs = await limiter.reserve(operation.path);
      try {
        if (waitMs > 0) await clock.sleep(waitMs, options?.signal);
      } catch (stop) {
        limiter.release(operation.path);
        throw stop;
      }
      return neon.call<Response>(operation, params, options);
    },
  };
}
