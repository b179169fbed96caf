import { firstDatabaseSql } from './databases.ts';
import { groupSql } from './roles.ts';

/** Returns the statements that set up every root branch before its roles, one per line. */
export function templateSql(majorVersion: number): string[] {
  return [...groupSql(majorVersion), firstDatabaseSql(majorVersion)];
}
