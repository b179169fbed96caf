import type { Policy } from '../calls/index.ts';
import type { State } from '../state/index.ts';
import type { Clock } from '../support/index.ts';
import { limitPlan } from './limit-plan.ts';
import { limitRates } from './limit-rates.ts';
import { type LimitOptions, type Limits, resolveLimits } from './limits.ts';
import { PLAN_LIMITS } from './plan-limits.ts';

/** Limits that can be changed while the emulator runs. */
export interface LimitSwitch {
  readonly policy: Policy;
  /** Undefined: no limits. */
  read(): Limits | undefined;
  /**
   * Replaces the limits; the rates count from zero again.
   *
   * @throws EmulatorUsageError if a field is unknown or out of range.
   */
  set(given: boolean | LimitOptions): void;
}

interface Parts {
  readonly clock: Clock;
  readonly readState: () => State;
  readonly onChange: () => void;
}

export function createLimitSwitch(initial: Limits | undefined, { clock, readState, onChange }: Parts): LimitSwitch {
  let limits = initial;
  let policies = policiesOf(initial);

  function policiesOf(some: Limits | undefined): readonly [Policy, Policy] | undefined {
    return some && [limitRates(some, clock), limitPlan(PLAN_LIMITS[some.plan], readState)];
  }

  return {
    policy(call, next) {
      if (!policies) return next(call);
      const [rates, plan] = policies;
      return rates(call, (limited) => plan(limited, next));
    },
    read: () => limits,
    set(given) {
      limits = resolveLimits(given);
      policies = policiesOf(limits);
      onChange();
    },
  };
}
