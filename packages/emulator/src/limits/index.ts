export { limitPlan } from './limit-plan.ts';
export { limitRates } from './limit-rates.ts';
export { type LimitOptions, type Limits, resolveLimits } from './limits.ts';
export { PLAN_LIMITS, type Plan } from './plan-limits.ts';
