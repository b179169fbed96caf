import type { ProjectCreateRequest } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';
import { type OptionRules, text, textUpTo, wholeFrom } from '../options/index.ts';

/** Properties of a new project. */
export interface NewProject {
  /** Name, 1 to 256 characters; need not be unique. Default: the project's id. */
  readonly name?: string | undefined;
  /** Id of the organization that owns the project. Neon requires it with a personal key. Default: the client's. */
  readonly orgId?: string | undefined;
  /** Region, such as `aws-us-east-1`. Default: Neon's. */
  readonly regionId?: string | undefined;
  /** Postgres major version. Default: Neon's, 17. */
  readonly pgVersion?: number | undefined;
  /** How far back branches can be restored, in seconds; 0 to 30 days, by plan. Default: Neon's. */
  readonly historyRetentionSeconds?: number | undefined;
  /** Name of the default branch in a new project. Default: `main`. */
  readonly branchName?: string | undefined;
  /** Name of the database in a new project. Default: `neondb`. */
  readonly databaseName?: string | undefined;
  /** Name of the role in a new project. Default: `{databaseName}_owner`. */
  readonly roleName?: string | undefined;
}

const MOST_HISTORY_SECONDS = 30 * 86_400;
// Postgres truncates longer names.
const MOST_NAME_BYTES = 63;

export const NEW_PROJECT: OptionRules<NewProject> = {
  name: text,
  orgId: text,
  regionId: text,
  pgVersion: wholeFrom(1),
  historyRetentionSeconds: wholeFrom(0, MOST_HISTORY_SECONDS),
  branchName: text,
  databaseName: textUpTo(MOST_NAME_BYTES),
  roleName: textUpTo(MOST_NAME_BYTES),
};

export function projectRequest(options: NewProject): ProjectCreateRequest {
  const { name, regionId, pgVersion, orgId, historyRetentionSeconds, branchName, databaseName, roleName } = options;
  const branch = withoutUndefined({ name: branchName, database_name: databaseName, role_name: roleName });
  return {
    project: withoutUndefined({
      ...{ name, region_id: regionId, pg_version: pgVersion, org_id: orgId },
      history_retention_seconds: historyRetentionSeconds,
      branch: Object.keys(branch).length > 0 ? branch : undefined,
    }),
  };
}
