import type {
  NeonAuthDeleteDomainFromRedirectURIWhitelistRequest,
  NeonAuthRedirectURIWhitelistResponse,
  NeonAuthSupportedAuthProvider,
} from '@neon-api/types';
import { conflict, notFound } from '../../errors/index.ts';
import type { AuthRecord } from '../../state/index.ts';
import { showAll } from '../common/index.ts';
import type { AsParsed } from '../handler.ts';

export function listDomains(auth: AuthRecord): NeonAuthRedirectURIWhitelistResponse {
  return { domains: showAll(auth.domains) };
}

export function addDomain(
  auth: AuthRecord,
  { domain, auth_provider }: { readonly domain: string; readonly auth_provider: NeonAuthSupportedAuthProvider },
): undefined {
  if (auth.domains.some((other) => other.domain === domain)) throw conflict(`domain ${domain} already exists`);
  auth.domains.push({ domain, auth_provider });
  return undefined;
}

/** Removes all of the domains or none. */
export function removeDomains(
  auth: AuthRecord,
  { domains, auth_provider }: AsParsed<NeonAuthDeleteDomainFromRedirectURIWhitelistRequest>,
): undefined {
  const names = domains.map(({ domain }) => domain);
  const own = auth.domains.filter((other) => other.auth_provider === auth_provider);
  if (names.some((name) => !own.some(({ domain }) => domain === name))) throw notFound('domain');
  auth.domains = auth.domains.filter((other) => !own.includes(other) || !names.includes(other.domain));
  return undefined;
}
