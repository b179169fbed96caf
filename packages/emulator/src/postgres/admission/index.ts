export { type Admission, createAdmission } from './admission.ts';
export type { Loss, Place } from './branch-gate.ts';
export { MOST_VISITS, SERVER_CONNECTIONS, SUPERUSER_CONNECTIONS } from './connection-limits.ts';
export type { LoginOutcome, Turn } from './login-throttle.ts';
export type { Newcomer } from './newcomers.ts';
