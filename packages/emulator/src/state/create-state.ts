import { type Clock, type Random, randomUuid, timestampOf } from '../support/index.ts';
import { newOrganizationId } from './ids.ts';
import type { State } from './records.ts';

/** A fresh emulator: one user with one organization. */
export function createState(clock: Clock, random: Random): State {
  const createdAt = timestampOf(clock);
  return {
    user: { id: randomUuid(random), name: 'Local', lastName: 'Developer', email: 'developer@example.com' },
    organization: {
      id: newOrganizationId(random),
      name: 'Local',
      handle: 'local',
      plan: 'scale_v3',
      managed_by: 'console',
      created_at: createdAt,
      updated_at: createdAt,
    },
    projects: new Map(),
    nextDatabaseId: 1001,
    lastOperationUs: 0,
  };
}
