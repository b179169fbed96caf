import type { CallOptions, NeonCaller } from '@neon-api/client';
import { getProjectEndpoint, listProjectBranchEndpoints, listProjectEndpoints } from '@neon-api/client/operations';
import type { Endpoint } from '@neon-api/types';
import { assertIdOrName, type ByIdOrName, expectAtMostOne } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import {
  assertOptions,
  branchIdRule,
  type OptionRules,
  PROJECT_OPTION,
  type ProjectOption,
  SIGNAL_OPTION,
  type SignalOption,
  text,
} from '../options/index.ts';

export type FindEndpointOptions = ByIdOrName &
  ProjectOption &
  SignalOption & {
    /** Finds only endpoints of this branch. Default: all branches. */
    readonly branchId?: string | undefined;
  };

const OPTIONS: OptionRules<FindEndpointOptions> = {
  ...PROJECT_OPTION,
  ...SIGNAL_OPTION,
  branchId: branchIdRule,
  id: text,
  name: text,
};

/**
 * Finds an endpoint by id or exact name. Returns undefined if there is no match.
 *
 * @throws NeonUsageError if several endpoints have the name, which need not be unique
 * @throws NeonApiError if you search by name and the project or branch does not exist
 * @example
 * const endpoint = await findEndpoint(neon, { projectId, name: 'reports' });
 */
export async function findEndpoint(neon: NeonCaller, options: FindEndpointOptions): Promise<Endpoint | undefined> {
  assertOptions('findEndpoint', options, OPTIONS);
  assertIdOrName('findEndpoint', options);
  const { projectId, branchId, id, name, signal } = options;
  const isThere = (endpoint: Endpoint): boolean => branchId === undefined || endpoint.branch_id === branchId;
  if (id !== undefined) {
    const answer = await undefinedOn404(
      getProjectEndpoint(neon, { project_id: projectId, endpoint_id: id }, { signal }),
    );
    return answer !== undefined && isThere(answer.endpoint) ? answer.endpoint : undefined;
  }
  const endpoints = await listEndpoints(neon, { projectId, branchId }, { signal });
  const named = endpoints.filter((endpoint) => endpoint.name === name);
  return expectAtMostOne(named, `endpoints named "${name}" in project ${projectId}`);
}

/** Lists the endpoints of a branch or of the whole project. */
export async function listEndpoints(
  neon: NeonCaller,
  { projectId, branchId }: { readonly projectId: string; readonly branchId: string | undefined },
  options: CallOptions,
): Promise<Endpoint[]> {
  const project = { project_id: projectId };
  const { endpoints } =
    branchId === undefined
      ? await listProjectEndpoints(neon, project, options)
      : await listProjectBranchEndpoints(neon, { ...project, branch_id: branchId }, options);
  return endpoints;
}
