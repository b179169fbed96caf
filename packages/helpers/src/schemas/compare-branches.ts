import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import {
  getProjectBranch,
  getProjectBranchSchema,
  getProjectBranchSchemaComparison,
  listProjectBranchDatabases,
} from '@neon-api/client/operations';
import type { BranchSchemaJSON } from '@neon-api/types';
import { chooseDatabase } from '../connections/index.ts';
import { withoutUndefined } from '../internal/index.ts';
import { term, usageError } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  branchIdRule,
  callOptions,
  DATABASE_OPTION,
  type DatabaseOption,
  lsnRule,
  type OptionRules,
  SIGNAL_OPTION,
  type SignalOption,
  timeRule,
} from '../options/index.ts';
import { describeChanges, findSchemaChanges, type SchemaChange } from './find-schema-changes.ts';

export interface CompareBranchesOptions extends BranchPlace, DatabaseOption, SignalOption {
  /**
   * Id of the base branch to compare with. Default: the parent. To compare with an earlier time, pass the branch itself
   * with a `baseTimestamp` or `baseLsn`.
   */
  readonly baseBranchId?: string | undefined;
  /** Compares with the base at this time, RFC 3339. Default: now. Not together with `baseLsn`. */
  readonly baseTimestamp?: string | undefined;
  /** Compares with the base at this log position, such as `0/1DE2850`. Not together with `baseTimestamp`. */
  readonly baseLsn?: string | undefined;
}

export interface BranchComparison {
  readonly same: boolean;
  /** A unified diff of the SQL, from the base to the branch. Empty if the schemas are the same. */
  readonly diff: string;
  /** The tables, columns and constraints that differ. Views, indexes and functions are only in `diff`. */
  readonly changes: readonly SchemaChange[];
  /** The `changes` as text, one per line. */
  readonly summary: string;
}

const OPTIONS: OptionRules<CompareBranchesOptions> = {
  ...BRANCH_PLACE,
  ...DATABASE_OPTION,
  ...SIGNAL_OPTION,
  baseBranchId: branchIdRule,
  baseTimestamp: timeRule,
  baseLsn: lsnRule,
};

/**
 * Compares the schema of a branch with its parent, another branch, or an earlier time. Shows what a migration has done.
 * Does not compare data.
 *
 * @throws NeonUsageError if the branch has no parent and `baseBranchId` is missing, or it has several databases and
 *   `databaseName` is missing.
 * @throws NeonApiError if Neon refuses, e.g. an unknown branch or database, or a time before the branch's history.
 * @example
 * const { same, summary } = await compareBranches(neon, { projectId, branchId });
 * if (!same) console.log(summary);
 */
export async function compareBranches(neon: NeonCaller, options: CompareBranchesOptions): Promise<BranchComparison> {
  assertOptions('compareBranches', options, OPTIONS);
  const { projectId: project_id, branchId: branch_id, baseTimestamp, baseLsn } = options;
  if (baseTimestamp !== undefined && baseLsn !== undefined) {
    throw new NeonUsageError('compareBranches: pass baseTimestamp or baseLsn, not both.');
  }
  const call = callOptions(options);
  const place = { project_id, branch_id };
  const { databases } = await listProjectBranchDatabases(neon, place, call);
  const db_name = chooseDatabase(databases, branch_id, options.databaseName).name;
  const base_branch_id = options.baseBranchId ?? (await findParent(neon, options));
  const tablesOf = async (id: string, point: object): Promise<BranchSchemaJSON['tables']> => {
    const params = { project_id, branch_id: id, db_name, format: 'json', ...point };
    return (await getProjectBranchSchema(neon, params, call)).json?.tables ?? [];
  };
  const point = withoutUndefined({ timestamp: baseTimestamp, lsn: baseLsn });
  const basePoint = withoutUndefined({ base_timestamp: baseTimestamp, base_lsn: baseLsn });
  const [{ diff = '' }, before, after] = await Promise.all([
    getProjectBranchSchemaComparison(neon, { ...place, db_name, base_branch_id, ...basePoint }, call),
    tablesOf(base_branch_id, point),
    tablesOf(branch_id, {}),
  ]);
  const changes = findSchemaChanges(before, after);
  return { same: diff === '', diff, changes, summary: describeChanges(changes, diff) };
}

async function findParent(neon: NeonCaller, options: CompareBranchesOptions): Promise<string> {
  const { projectId: project_id, branchId: branch_id } = options;
  const { branch } = await getProjectBranch(neon, { project_id, branch_id }, callOptions(options));
  if (branch.parent_id !== undefined) return branch.parent_id;
  throw usageError`Branch "${branch.name}" (${branch_id}) has no parent. Pass ${term('baseBranchId')}.`;
}
