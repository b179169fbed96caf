export { createLimitSwitch, type LimitSwitch } from './limit-switch.ts';
export { type LimitOptions, type Limits, resolveLimits } from './limits.ts';
export type { Plan } from './plan-limits.ts';
