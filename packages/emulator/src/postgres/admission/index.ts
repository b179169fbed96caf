export { type Admission, createAdmission } from './admission.ts';
export type { Loss, Place } from './branch-gate.ts';
export { CLIENT_SESSIONS, MOST_VISITS, SERVER_CONNECTIONS, SUPERUSER_CONNECTIONS } from './connection-limits.ts';
export { createDeadlines } from './deadlines.ts';
export type { LoginOutcome, Turn } from './login-throttle.ts';
export type { Newcomer, Newcomers } from './newcomers.ts';
