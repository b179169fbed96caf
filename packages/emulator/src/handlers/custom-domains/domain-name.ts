import { badRequest } from '../../errors/index.ts';

const LONGEST_NAME = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** Spec: hostnames that Neon manages, and those of internal networks, are rejected. */
const RESERVED: readonly string[] = ['neon.tech', 'neon.com', 'neon.build', 'localhost', 'local', 'internal', 'arpa'];

/** Returns the domain in lower case without a trailing dot, and refuses what cannot be a customer's domain. */
export function normalizeDomain(given: string): string {
  const domain = foldDomain(given);
  const labels = domain.split('.');
  const isHostName = labels.length > 1 && domain.length <= LONGEST_NAME && labels.every((label) => LABEL.test(label));
  // A top-level domain is never numeric, so this is an IP address.
  if (!isHostName || /^\d+$/.test(labels.at(-1) ?? '')) {
    throw badRequest('body.domain must be a hostname such as api.example.com');
  }
  if (RESERVED.some((suffix) => domain === suffix || domain.endsWith(`.${suffix}`))) {
    throw badRequest(`body.domain must be your own domain; ${domain} is reserved`);
  }
  return domain;
}

/** Normalizes a domain for comparison. */
export function foldDomain(given: string): string {
  return given.toLowerCase().replace(/\.$/, '');
}
