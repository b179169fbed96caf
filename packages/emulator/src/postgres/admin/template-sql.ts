import { firstDatabaseSql, groupSql } from '../../branch-sql/index.ts';

/** Returns the statements that set up every root branch before its roles, one per line. */
export function templateSql(majorVersion: number): string[] {
  return [...groupSql(majorVersion), firstDatabaseSql(majorVersion)];
}
