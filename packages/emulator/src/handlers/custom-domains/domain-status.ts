import type { CustomDomain } from '@neon-api/types';

/** The facts that the check of a domain uses. */
export interface DomainFacts {
  readonly domain: string;
  readonly registeredAtMs: number;
  /** Whether the target function exists. */
  readonly hasFunction: boolean;
}

export type DomainStatus = Required<Pick<CustomDomain, 'status' | 'dns_status' | 'binding_status' | 'status_reason'>>;

/** The duration of Neon's check is not documented; clients poll every few seconds. */
const CHECK_MS = 5000;

/** Domains that simulate DNS faults, because the emulator makes no DNS queries. RFC 6761 reserves both suffixes. */
const DNS_FAULTS = [
  { suffix: '.invalid', dns_status: 'misconfigured', status_reason: 'cname-not-pointing-at-edge' },
  { suffix: '.caa-blocked.test', dns_status: 'caa_blocked', status_reason: 'caa-blocks-lets-encrypt' },
] as const;

/** Returns the result of Neon's background check: pending at first, then active or an error. */
export function judgeDomain({ domain, registeredAtMs, hasFunction }: DomainFacts, nowMs: number): DomainStatus {
  if (nowMs < registeredAtMs + CHECK_MS) {
    return { status: 'pending', dns_status: 'pending', binding_status: 'pending', status_reason: '' };
  }
  const binding_status = hasFunction ? 'present' : 'missing';
  const fault = DNS_FAULTS.find(({ suffix }) => domain.endsWith(suffix));
  if (fault) {
    const { dns_status, status_reason } = fault;
    return { status: 'error', dns_status, binding_status, status_reason };
  }
  if (!hasFunction) return { status: 'error', dns_status: 'ok', binding_status, status_reason: 'binding-missing' };
  return { status: 'active', dns_status: 'ok', binding_status, status_reason: '' };
}
