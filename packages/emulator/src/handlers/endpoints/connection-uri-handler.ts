import type { Endpoint, GetConnectionURIParams, GetConnectionURIResponse } from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import type { ProjectRecord } from '../../state/index.ts';
import {
  endpointsOf,
  findBranch,
  findDatabase,
  findDefaultBranch,
  findEndpoint,
  findProject,
  findRole,
  refreshBranch,
} from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { formatConnectionUri } from './connection-uri.ts';

/** Uses the default branch and its read-write endpoint unless the call names others. */
export const getConnectionURI: Handler<GetConnectionURIParams, GetConnectionURIResponse> = async (context, params) => {
  const project = findProject(context, params.project_id);
  const endpoint = chooseEndpoint(project, params);
  const branch = findBranch(project, endpoint.branch_id);
  await refreshBranch(context, project, branch);
  const { role, password } = findRole(branch, params.role_name);
  const target = {
    endpoint,
    role: role.name,
    password: project.project.store_passwords ? password : undefined,
    database: findDatabase(branch, params.database_name).name,
    pooled: params.pooled ?? false,
  };
  return { uri: formatConnectionUri(target, context.dataPlane.address) };
};

function chooseEndpoint(project: ProjectRecord, { branch_id, endpoint_id }: GetConnectionURIParams): Endpoint {
  const branch = branch_id === undefined ? undefined : findBranch(project, branch_id);
  if (endpoint_id !== undefined) {
    const endpoint = findEndpoint(project, endpoint_id);
    if (branch && endpoint.branch_id !== branch.branch.id) throw notFound('endpoint');
    return endpoint;
  }
  const { id } = (branch ?? findDefaultBranch(project)).branch;
  const endpoints = endpointsOf(project, id);
  const endpoint = endpoints.find(({ type }) => type === 'read_write') ?? endpoints[0];
  if (!endpoint) throw notFound('endpoint');
  return endpoint;
}
