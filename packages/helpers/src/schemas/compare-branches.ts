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
  /** What it is compared with. Default: the branch's parent. The branch itself, with a `baseTimestamp` or `baseLsn`. */
  readonly baseBranchId?: string | undefined;
  /** RFC 3339: the base as of then. Default: now. Not with `baseLsn`. */
  readonly baseTimestamp?: string | undefined;
  /** Such as `0/1DE2850`: the base as of then. Not with `baseTimestamp`. */
  readonly baseLsn?: string | undefined;
}

export interface BranchComparison {
  readonly same: boolean;
  /** What leads from the base to the branch: SQL as a unified diff, empty when the schemas are the same. */
  readonly diff: string;
  /** The tables, columns and constraints that differ. Views, indexes and functions are in `diff` alone. */
  readonly changes: readonly SchemaChange[];
  /** `changes` as text, a line each. */
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
 * How the schema of a branch differs from its parent's, another branch's, or its own at an earlier time: what a
 * migration has done. Data is not compared.
 *
 * @throws NeonUsageError when the branch has no parent and no base is given, or several databases and none is named.
 * @throws NeonApiError when Neon refuses: an unknown branch or database, a time before the history.
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
