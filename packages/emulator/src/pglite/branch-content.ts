import {
  applyRole,
  createDatabase,
  disownRole,
  dropDatabase,
  dropRole,
  type KeptRole,
  listDatabases,
  lockOutRole,
  quoteName,
  readContents,
  removeRows,
} from '../branch-sql/index.ts';
import { type BranchReading, type DatabaseSpec, parseLsn, type RoleSpec, type RoleState } from '../data-plane/index.ts';
import type { PgliteBranch } from './branch.ts';
import type { PasswordCheck } from './check-password.ts';
import type { PgliteInstance } from './pglite-instance.ts';
import { FIRST_DATABASE } from './template.ts';

/** Stays when every other database is dropped. */
const LAST_DATABASE = 'template1';

/** Creates the roles, then the databases, of a root branch. */
export async function fillBranch(
  branch: PgliteBranch,
  roles: readonly RoleSpec[],
  [first, ...others]: readonly DatabaseSpec[],
): Promise<void> {
  await branch.run(async (instance) => {
    for (const role of roles) await applyRole(instance, role);
    if (first) await changeDatabase(instance, FIRST_DATABASE, first);
    for (const database of others) await createDatabase(instance, database);
  });
}

/** Renames the database, changes its owner, or both. */
export async function changeDatabase(instance: PgliteInstance, name: string, to: DatabaseSpec): Promise<void> {
  await instance.exec(`ALTER DATABASE ${quoteName(name)} OWNER TO ${quoteName(to.owner)}`);
  // ALTER DATABASE cannot rename the session's own database.
  await instance.query('UPDATE pg_database SET datname = $2 WHERE datname = $1', [name, to.name]);
}

export async function dropDatabaseOf(branch: PgliteBranch, name: string): Promise<void> {
  const isHere = await branch.run(async (instance) => {
    const { rows } = await instance.query('SELECT 1 WHERE current_database() = $1', [name]);
    return rows.length > 0;
  });
  await branch.run((instance) => dropDatabase(instance, name), isHere ? LAST_DATABASE : undefined);
}

export async function dropRoleOf(branch: PgliteBranch, roleName: string): Promise<void> {
  await branch.run((instance) => lockOutRole(instance, roleName));
  await inEveryDatabase(branch, (instance) => disownRole(instance, roleName));
  await branch.run((instance) => dropRole(instance, roleName));
}

/** Removes every row from every database. */
export async function emptyBranch(branch: PgliteBranch): Promise<void> {
  await inEveryDatabase(branch, removeRows);
}

async function inEveryDatabase(branch: PgliteBranch, work: (instance: PgliteInstance) => Promise<void>): Promise<void> {
  const databases = await branch.run(listDatabases);
  for (const { name } of databases) if (name !== LAST_DATABASE) await branch.run(work, name);
}

export async function readBranch(
  branch: PgliteBranch,
  known: readonly RoleSpec[],
  checkPassword: PasswordCheck,
): Promise<BranchReading> {
  const { roles, databases, sizeBytes, lsn } = await branch.run(readContents);
  return {
    roles: await Promise.all(roles.map((role) => describeRole(role, known, checkPassword))),
    databases,
    sizeBytes,
    log: { beginsAt: Number(parseLsn(branch.beginsAt)), endsAt: Number(parseLsn(lsn)) },
  };
}

async function describeRole(
  { verifier, ...role }: KeptRole,
  known: readonly RoleSpec[],
  checkPassword: PasswordCheck,
): Promise<RoleState> {
  const password = known.find(({ name }) => name === role.name)?.password;
  if (password === undefined) return role;
  return { ...role, hasKnownPassword: verifier !== null && (await checkPassword(verifier, password)) };
}
