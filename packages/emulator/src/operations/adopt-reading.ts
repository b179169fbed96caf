import type { Database } from '@neon-api/types';
import type { BranchReading, DatabaseSpec, RoleState } from '../data-plane/index.ts';
import { type BranchRecord, NO_LOGIN, type RoleRecord, type State } from '../state/index.ts';

/**
 * Updates the record from Postgres: adds what SQL created, without passwords, removes what it dropped, and forgets a
 * password that it changed.
 */
export function adoptReading(
  state: Pick<State, 'nextDatabaseId'>,
  record: BranchRecord,
  { roles, databases, sizeBytes, log }: BranchReading,
  { now, isCurrent }: { readonly now: string; readonly isCurrent: boolean },
): void {
  const branchId = record.branch.id;
  record.roles = roles.map((role) => adoptRole(record.roles, role, branchId, now));
  record.databases = databases.map((database) => adoptDatabase(state, record.databases, database, branchId, now));
  record.reading = { sizeBytes, logEndsAt: log.endsAt, isCurrent };
}

function adoptRole(
  known: readonly RoleRecord[],
  { name, canLogIn, hasKnownPassword }: RoleState,
  branchId: string,
  now: string,
): RoleRecord {
  const record: RoleRecord = known.find(({ role }) => role.name === name) ?? {
    role: { branch_id: branchId, name, protected: false, created_at: now, updated_at: now },
  };
  const { role } = record;
  if (hasKnownPassword === false) {
    delete record.password;
    role.updated_at = now;
  }
  if (canLogIn === (role.authentication_method !== NO_LOGIN)) return record;
  if (canLogIn) delete role.authentication_method;
  else role.authentication_method = NO_LOGIN;
  role.updated_at = now;
  return record;
}

function adoptDatabase(
  state: Pick<State, 'nextDatabaseId'>,
  known: readonly Database[],
  { name, owner }: DatabaseSpec,
  branchId: string,
  now: string,
): Database {
  const database = known.find((candidate) => candidate.name === name) ?? {
    id: state.nextDatabaseId++,
    branch_id: branchId,
    name,
    owner_name: owner,
    created_at: now,
    updated_at: now,
  };
  if (database.owner_name !== owner) {
    database.owner_name = owner;
    database.updated_at = now;
  }
  return database;
}
