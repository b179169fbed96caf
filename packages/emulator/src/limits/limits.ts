import { EmulatorUsageError } from '../errors/index.ts';
import { requireKnownOptions } from '../support/index.ts';
import { PLAN_LIMITS, type Plan } from './plan-limits.ts';

export interface LimitOptions {
  /** Requests a minute for the whole account. Default 700. */
  readonly accountPerMinute?: number;
  /** Requests a second for each route. Default 40. */
  readonly routePerSecond?: number;
  /** Whose limits on projects, branches, roles … hold. Default `scale`. */
  readonly plan?: Plan;
}

/** `LimitOptions` with every default in place. */
export interface Limits extends Required<LimitOptions> {
  /** Requests a second for operations that have a limit of their own. */
  readonly operationsPerSecond: Readonly<Record<string, number>>;
}

/** Docs: 700 a minute an account, 40 a second a route, 10 a second for making organization keys. */
const DEFAULTS: Limits = {
  accountPerMinute: 700,
  routePerSecond: 40,
  plan: 'scale',
  operationsPerSecond: { createOrgApiKey: 10 },
};

/** `true` takes Neon's limits, `false` none. */
export function resolveLimits(given: boolean | LimitOptions): Limits | undefined {
  if (given === false) return undefined;
  if (given === true) return DEFAULTS;
  requireKnownOptions(given, ['accountPerMinute', 'routePerSecond', 'plan'], 'limits');
  const limits = { ...DEFAULTS, ...given };
  for (const name of ['accountPerMinute', 'routePerSecond'] as const) {
    if (Number.isInteger(limits[name]) && limits[name] > 0) continue;
    throw new EmulatorUsageError(`limits.${name} must be a whole number from 1, not ${limits[name]}.`);
  }
  if (!Object.keys(PLAN_LIMITS).includes(limits.plan)) {
    throw new EmulatorUsageError(`limits.plan must be one of ${Object.keys(PLAN_LIMITS).join(', ')}.`);
  }
  return limits;
}
