export { createPooler, type Pooler } from './pooler.ts';
export { poolerLimits } from './pooler-limits.ts';
