import type { NeonCaller, NeonUsageError } from '@neon-api/client';
import { getCurrentUserOrganizations } from '@neon-api/client/operations';
import type { Organization } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';
import { assertOptions, type OptionRules, SIGNAL_OPTION, type SignalOption } from '../options/index.ts';

const OPTIONS: OptionRules<SignalOption> = SIGNAL_OPTION;

/**
 * Returns the only organization that the API key reaches.
 *
 * @throws NeonUsageError if there are several, with their ids, or none
 * @example
 * const { id: orgId } = await resolveOrg(createNeonClient());
 * const neon = createNeonClient({ orgId });
 */
export async function resolveOrg(neon: NeonCaller, options: SignalOption = {}): Promise<Organization> {
  assertOptions('resolveOrg', options, OPTIONS);
  const { organizations } = await getCurrentUserOrganizations(neon, {}, options);
  const [only, ...others] = organizations;
  if (only && others.length === 0) return only;
  throw explain(organizations);
}

function explain(organizations: readonly Organization[]): NeonUsageError {
  const from = term('resolveOrg: ');
  if (organizations.length === 0)
    return usageError`${from}This API key reaches no organization. Create one in the Neon Console.`;
  const list = organizations.map(({ id, name }) => `${id} (${name})`).join(', ');
  const remedy = term('{ orgId } to createNeonClient');
  return usageError`${from}This API key reaches ${organizations.length} organizations: ${list}. Pass ${remedy}, or set NEON_ORG_ID.`;
}
