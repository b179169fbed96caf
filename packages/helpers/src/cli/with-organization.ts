import { isNeonError } from '@neon-api/client';
import { callOptions } from '../options/index.ts';
import { resolveOrg } from '../projects/index.ts';
import type { CommandContext } from './command.ts';

type Place = Pick<CommandContext, 'neon' | 'flags' | 'linked' | 'wait'>;

/**
 * Calls `work` with the organization of `--org`, NEON_ORG_ID or the linked folder. If Neon requires one and none is
 * set, calls it again with the only organization of the API key.
 *
 * @throws NeonUsageError if Neon requires an organization, and the key reaches several
 */
export async function withOrganization<Value>(
  { neon, flags, linked, wait }: Place,
  work: (orgId: string | undefined) => Promise<Value>,
): Promise<Value> {
  const orgId = flags.get('org') ?? linked.orgId;
  try {
    return await work(orgId);
  } catch (error) {
    if (orgId !== undefined || !requiresOrganization(error)) throw error;
    return work((await resolveOrg(neon, callOptions(wait))).id);
  }
}

/** Neon's answer to a personal key that names no organization when it lists or creates projects. */
function requiresOrganization(error: unknown): boolean {
  return isNeonError(error) && error.name === 'NeonApiError' && error.status === 400 && /org_id/.test(error.message);
}
