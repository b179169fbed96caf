import { isNeonError, type NeonApiError, NeonUsageError } from '@neon-api/client';
import { callOptions } from '../options/index.ts';
import { resolveOrg } from '../projects/index.ts';
import type { CommandContext } from './command.ts';

type Place = Pick<CommandContext, 'neon' | 'flags' | 'linked' | 'wait'>;

const CHECK = 'Check --org, NEON_ORG_ID and the linked folder.';

/**
 * Calls `work` with the organization of `--org`, NEON_ORG_ID or the linked folder. If Neon requires one and none is
 * set, calls it again with the only organization of the API key.
 *
 * @throws NeonUsageError if Neon requires an organization and the key reaches several, or if the organization does not
 * exist for this key
 */
export async function withOrganization<Value>(
  { neon, flags, linked, wait }: Place,
  work: (orgId: string | undefined) => Promise<Value>,
): Promise<Value> {
  const orgId = flags.get('org') ?? linked.orgId;
  try {
    return await work(orgId);
  } catch (error) {
    if (orgId === undefined && isApiError(error, 400) && /org_id/.test(error.message))
      return work((await resolveOrg(neon, callOptions(wait))).id);
    if (orgId !== undefined && isApiError(error, 404) && error.message.includes('organization'))
      throw new NeonUsageError(`Organization ${orgId} is not visible to this API key. ${CHECK}`);
    throw error;
  }
}

/** Adds the organization to a message about something that does not exist there. */
export function notFoundIn({ flags, linked }: Pick<Place, 'flags' | 'linked'>, what: string): string {
  const orgId = flags.get('org') ?? linked.orgId;
  return orgId === undefined ? `${what}.` : `${what} in organization ${orgId}. ${CHECK}`;
}

function isApiError(error: unknown, status: number): error is NeonApiError {
  return isNeonError(error) && error.name === 'NeonApiError' && error.status === status;
}
