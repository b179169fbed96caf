import { NeonUsageError } from '@neon-api/client';
import type { Database } from '@neon-api/types';

/** The database that was meant: never the first of several. */
export function chooseDatabase(databases: readonly Database[], branchId: string, name: string | undefined): Database {
  const names = databases.map((database) => database.name).join(', ');
  if (name !== undefined) {
    const named = databases.find((database) => database.name === name);
    if (named !== undefined) return named;
    throw new NeonUsageError(`Branch ${branchId} has no database "${name}"; it has: ${names || 'none'}.`);
  }
  const [only, ...others] = databases;
  if (only === undefined) throw new NeonUsageError(`Branch ${branchId} has no database. Create one first.`);
  if (others.length === 0) return only;
  throw new NeonUsageError(`Branch ${branchId} has several databases: ${names}. Pass databaseName to choose one.`);
}
