import type { ConnectionRefusal } from '../data-plane/index.ts';
import type { ProjectRecord, State } from '../state/index.ts';
import { covers } from './address-list.ts';

/**
 * Returns why a client may not connect from this address, or undefined if it may. Applies the project's
 * `block_public_connections` and `allowed_ips`. An empty list allows every address, and a list for protected branches
 * does not apply to other branches. https://neon.com/docs/introduction/ip-allow
 */
export function judgeConnection(
  { projects }: Pick<State, 'projects'>,
  endpointId: string,
  address: string,
): ConnectionRefusal | undefined {
  for (const project of projects.values()) {
    const endpoint = project.endpoints.get(endpointId);
    if (endpoint) return judgeIn(project, endpoint.branch_id, address);
  }
  return undefined;
}

function judgeIn(
  { project, branches }: ProjectRecord,
  branchId: string,
  address: string,
): ConnectionRefusal | undefined {
  const { block_public_connections: isBlocked, allowed_ips: allowed } = project.settings ?? {};
  // The emulator has no VPC endpoints, so every connection is public.
  if (isBlocked) return 'public-blocked';
  const applies = !allowed?.protected_branches_only || branches.get(branchId)?.branch.protected === true;
  if (!allowed?.ips?.length || !applies) return undefined;
  return covers(allowed.ips, address) ? undefined : 'address-not-allowed';
}
