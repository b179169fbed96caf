import type { ProjectCreateRequest } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';

export interface NewProject {
  readonly name?: string | undefined;
  readonly regionId?: string | undefined;
  readonly pgVersion?: number | undefined;
  readonly orgId?: string | undefined;
  readonly historyRetentionSeconds?: number | undefined;
  readonly branchName?: string | undefined;
  readonly databaseName?: string | undefined;
  readonly roleName?: string | undefined;
}

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
