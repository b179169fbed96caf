import type { Database } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';

/** Returns the named database, or the only one. Never picks one of several. */
export function chooseDatabase(databases: readonly Database[], branchId: string, name: string | undefined): Database {
  const names = databases.map((database) => database.name).join(', ');
  if (name !== undefined) {
    const named = databases.find((database) => database.name === name);
    if (named !== undefined) return named;
    throw usageError`Branch ${branchId} has no database "${name}". It has: ${names || 'none'}.`;
  }
  const [only, ...others] = databases;
  if (only === undefined) throw usageError`Branch ${branchId} has no database. Create one first.`;
  if (others.length === 0) return only;
  throw usageError`Branch ${branchId} has several databases: ${names}. Pass ${term('databaseName')} to choose one.`;
}
