import type { BodyProbe } from '../body-probe.ts';
import { ACCOUNT_PROBES } from './account.ts';
import { AUTH_PROBES } from './auth.ts';
import { BRANCHES_PROBES } from './branches.ts';
import { PROJECTS_PROBES } from './projects.ts';
import { SERVICES_PROBES } from './services.ts';

/** The probes by operationId; a word after it distinguishes several probes of one operation. */
export const BODY_PROBES: Readonly<Record<string, BodyProbe>> = {
  ...ACCOUNT_PROBES,
  ...PROJECTS_PROBES,
  ...BRANCHES_PROBES,
  ...AUTH_PROBES,
  ...SERVICES_PROBES,
};
