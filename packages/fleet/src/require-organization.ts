import { isNeonError, type NeonCaller } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import { resolveOrg } from '@neon-api/helpers';

/**
 * Returns the only organization of the API key, if Neon requires one that the client does not have.
 *
 * @throws NeonUsageError if Neon requires one and the key reaches several
 */
export async function requireOrganization(neon: NeonCaller, signal?: AbortSignal): Promise<string | undefined> {
  try {
    await listProjects(neon, { limit: 1 }, { signal });
    return undefined;
  } catch (error) {
    const isRequired = isNeonError(error) && error.name === 'NeonApiError' && /org_id/.test(error.message);
    if (!isRequired) throw error;
    return (await resolveOrg(neon, { signal })).id;
  }
}
