import { type Clock, type Random, randomText, randomUuid, timestampOf } from '../support/index.ts';
import type { OrganizationRecord, UserRecord } from './account-records.ts';
import { newOrganizationId } from './ids.ts';
import type { State } from './records.ts';

/** Fixed, so that `NEON_ORG_ID` can stand in a file before the emulator starts. */
export const LOCAL_ORG_ID = 'org-local-developer-00000001';

/** Creates the state of a new emulator: one user with one organization. */
export function createState(clock: Clock, random: Random): State {
  const user = { id: randomUuid(random), name: 'Local', lastName: 'Developer', email: 'developer@example.com' };
  return {
    users: [user],
    organizations: [newOrganization(clock, random, { name: 'Local', handle: 'local', admin: user, id: LOCAL_ORG_ID })],
    apiKeys: [],
    projects: new Map(),
    nextDatabaseId: 1001,
    nextApiKeyId: 1001,
    signingSecret: randomText('0123456789abcdef', 64, random),
    lastOperationUs: 0,
  };
}

export interface NewOrganization {
  readonly name: string;
  readonly handle: string;
  readonly admin: UserRecord;
  /** Default: a random one. */
  readonly id?: string | undefined;
}

export function newOrganization(clock: Clock, random: Random, wanted: NewOrganization): OrganizationRecord {
  const { name, handle, admin, id = newOrganizationId(random) } = wanted;
  const now = timestampOf(clock);
  return {
    organization: { id, name, handle, plan: 'scale_v3', managed_by: 'console', created_at: now, updated_at: now },
    members: [{ id: randomUuid(random), user_id: admin.id, org_id: id, role: 'admin', joined_at: now }],
    invitations: [],
    vpcEndpoints: [],
    spendingLimitCents: null,
  };
}
