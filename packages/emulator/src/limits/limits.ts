import { EmulatorUsageError } from '../errors/index.ts';
import { requireKnownOptions } from '../support/index.ts';
import { PLAN_LIMITS, type Plan } from './plan-limits.ts';

export interface LimitOptions {
  /** Requests a minute for the whole account. Default 700. */
  readonly accountPerMinute?: number;
  /** Requests a second for each route. Default 40. */
  readonly routePerSecond?: number;
  /** The plan whose limits on projects, branches, roles … apply. Default `scale`. */
  readonly plan?: Plan;
}

/** `LimitOptions` with all defaults applied. */
export interface Limits extends Required<LimitOptions> {
  /** Requests a second for operations with their own limit. */
  readonly operationsPerSecond: Readonly<Record<string, number>>;
}

/** Docs: 700 a minute per account, 40 a second per route, 10 a second for creating organization keys. */
const DEFAULTS: Limits = {
  accountPerMinute: 700,
  routePerSecond: 40,
  plan: 'scale',
  operationsPerSecond: { createOrgApiKey: 10 },
};

/** Resolves the option: `true` means Neon's limits, `false` no limits. */
export function resolveLimits(given: boolean | LimitOptions): Limits | undefined {
  if (given === false) return undefined;
  if (given === true) return DEFAULTS;
  requireKnownOptions(given, ['accountPerMinute', 'routePerSecond', 'plan'], 'limits');
  const limits = { ...DEFAULTS, ...given };
  for (const name of ['accountPerMinute', 'routePerSecond'] as const) {
    if (Number.isInteger(limits[name]) && limits[name] > 0) continue;
    throw new EmulatorUsageError(`limits.${name} must be a positive integer, not ${limits[name]}.`);
  }
  if (!Object.keys(PLAN_LIMITS).includes(limits.plan)) {
    throw new EmulatorUsageError(
      `limits.plan must be one of ${Object.keys(PLAN_LIMITS).join(', ')}, not "${limits.plan}".`,
    );
  }
  return limits;
}
