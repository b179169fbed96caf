import type {
  GetAvailablePreloadLibrariesParams,
  GetAvailablePreloadLibrariesResponse,
  GetProjectAdvisorSecurityIssuesParams,
  GetProjectAdvisorSecurityIssuesResponse,
} from '@neon-api/types';
import { findBranch, findDatabase, findDefaultBranch, findProject } from '../common/index.ts';
import type { Handler } from '../handler.ts';

/** Returns no issues: the emulator inspects nothing. */
export const getProjectAdvisorSecurityIssues: Handler<
  GetProjectAdvisorSecurityIssuesParams,
  GetProjectAdvisorSecurityIssuesResponse
> = (context, { project_id, branch_id, database_name }) => {
  const project = findProject(context, project_id);
  const branch = branch_id === undefined ? findDefaultBranch(project) : findBranch(project, branch_id);
  if (database_name !== undefined) findDatabase(branch, database_name);
  return { issues: [] };
};

/** Returns the one library that comes with plain Postgres. */
export const getAvailablePreloadLibraries: Handler<
  GetAvailablePreloadLibrariesParams,
  GetAvailablePreloadLibrariesResponse
> = (context, { project_id }) => {
  findProject(context, project_id);
  const library = {
    library_name: 'pg_stat_statements',
    description: 'Statistics of the statements that were executed',
    version: '1.11',
    is_default: true,
    is_experimental: false,
  };
  return { libraries: [library] };
};
