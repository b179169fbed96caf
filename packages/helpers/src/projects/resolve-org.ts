import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import { getCurrentUserOrganizations } from '@neon-api/client/operations';
import type { Organization } from '@neon-api/types';
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
  throw new NeonUsageError(`resolveOrg: ${describe(organizations)}`);
}

function describe(organizations: readonly Organization[]): string {
  if (organizations.length === 0) return 'this API key reaches no organization. Create one in the Neon Console.';
  const list = organizations.map(({ id, name }) => `${id} (${name})`).join(', ');
  return `this API key reaches ${organizations.length} organizations: ${list}. Pass { orgId } to createNeonClient, or set NEON_ORG_ID.`;
}
