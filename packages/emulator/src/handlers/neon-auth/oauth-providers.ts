import type {
  ListNeonAuthOauthProvidersResponse,
  NeonAuthAddOAuthProviderRequest,
  NeonAuthOauthProvider,
  NeonAuthUpdateOAuthProviderRequest,
} from '@neon-api/types';
import { conflict, notFound } from '../../errors/index.ts';
import type { AuthRecord, OauthProviderRecord } from '../../state/index.ts';
import { showAll } from '../common/index.ts';

export function listProviders(auth: AuthRecord): ListNeonAuthOauthProvidersResponse {
  return { providers: showAll(auth.oauthProviders) };
}

/** Adds a provider: `standard` with its own client, or else Neon's shared one. */
export function addProvider(auth: AuthRecord, asked: NeonAuthAddOAuthProviderRequest): NeonAuthOauthProvider {
  if (auth.oauthProviders.some(({ id }) => id === asked.id)) {
    throw conflict(`OAuth provider ${asked.id} already exists`);
  }
  const provider = describeProvider(asked.id, asked);
  auth.oauthProviders.push(provider);
  return { ...provider };
}

export function updateProvider(
  auth: AuthRecord,
  providerId: string,
  asked: NeonAuthUpdateOAuthProviderRequest,
): NeonAuthOauthProvider {
  const index = auth.oauthProviders.findIndex(({ id }) => id === providerId);
  const found = auth.oauthProviders[index];
  if (!found) throw notFound('OAuth provider');
  const provider = describeProvider(found.id, { ...found, ...asked });
  auth.oauthProviders[index] = provider;
  return { ...provider };
}

export function removeProvider(auth: AuthRecord, providerId: string): undefined {
  if (!auth.oauthProviders.some(({ id }) => id === providerId)) throw notFound('OAuth provider');
  auth.oauthProviders = auth.oauthProviders.filter(({ id }) => id !== providerId);
  return undefined;
}

function describeProvider(
  id: NeonAuthOauthProvider['id'],
  { client_id, client_secret, microsoft_tenant_id }: NeonAuthUpdateOAuthProviderRequest,
): OauthProviderRecord {
  return {
    id,
    type: client_id === undefined ? 'shared' : 'standard',
    ...(client_id === undefined ? {} : { client_id }),
    ...(client_secret === undefined ? {} : { client_secret }),
    ...(microsoft_tenant_id === undefined ? {} : { microsoft_tenant_id }),
  };
}
