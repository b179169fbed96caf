import type { NeonAuthRedirectURIWhitelistResponse, NeonAuthSupportedAuthProvider } from '@neon-api/types';
import { conflict, notFound } from '../../errors/index.ts';
import type { AuthRecord } from '../../state/index.ts';
import { showAll } from '../common/index.ts';

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
export function removeDomains(auth: AuthRecord, domains: readonly { readonly domain: string }[]): undefined {
  const names = domains.map(({ domain }) => domain);
  if (names.some((name) => !auth.domains.some(({ domain }) => domain === name))) throw notFound('domain');
  auth.domains = auth.domains.filter(({ domain }) => !names.includes(domain));
  return undefined;
}
