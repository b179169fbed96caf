import type { CustomDomain } from '@neon-api/types';

/** What the check of a domain can see. */
export interface DomainFacts {
  readonly domain: string;
  readonly registeredAtMs: number;
  /** Whether the function that it targets is still there. */
  readonly hasFunction: boolean;
}

export type DomainStatus = Required<Pick<CustomDomain, 'status' | 'dns_status' | 'binding_status' | 'status_reason'>>;

/** The duration of Neon's check is not documented; clients poll every few seconds. */
const CHECK_MS = 5000;

/** Domains that stand for a fault of DNS: the emulator asks no name server. Both ends are reserved by RFC 6761. */
const DNS_FAULTS = [
  { suffix: '.invalid', dns_status: 'misconfigured', status_reason: 'cname-not-pointing-at-edge' },
  { suffix: '.caa-blocked.test', dns_status: 'caa_blocked', status_reason: 'caa-blocks-lets-encrypt' },
] as const;

/** The result of the check that Neon makes in the background: pending at first, then active or an error. */
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
