import type { ProjectCreateRequest } from '@neon-api/types';

export interface NewProject {
  readonly name?: string;
  readonly regionId?: string;
  readonly pgVersion?: number;
  readonly orgId?: string;
  readonly historyRetentionSeconds?: number;
  readonly branchName?: string;
  readonly databaseName?: string;
  readonly roleName?: string;
}

export function projectRequest(options: NewProject): ProjectCreateRequest {
  const { name, regionId, pgVersion, orgId, historyRetentionSeconds, branchName, databaseName, roleName } = options;
  const branch = {
    ...(branchName !== undefined && { name: branchName }),
    ...(databaseName !== undefined && { database_name: databaseName }),
    ...(roleName !== undefined && { role_name: roleName }),
  };
  return {
    project: {
      ...(name !== undefined && { name }),
      ...(regionId !== undefined && { region_id: regionId }),
      ...(pgVersion !== undefined && { pg_version: pgVersion }),
      ...(orgId !== undefined && { org_id: orgId }),
      ...(historyRetentionSeconds !== undefined && { history_retention_seconds: historyRetentionSeconds }),
      ...(Object.keys(branch).length > 0 && { branch }),
    },
  };
}
