import { badRequest } from '../../errors/index.ts';

const LONGEST_NAME = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** Spec: hostnames that Neon manages, and those of internal networks, are rejected. */
const RESERVED: readonly string[] = ['neon.tech', 'neon.com', 'neon.build', 'localhost', 'local', 'internal', 'arpa'];

/** In lower case and without the dot of the root; refuses what cannot be a customer's domain. */
export function normalizeDomain(given: string): string {
  const domain = foldDomain(given);
  const labels = domain.split('.');
  const isHostName = labels.length > 1 && domain.length <= LONGEST_NAME && labels.every((label) => LABEL.test(label));
  // A top-level domain is never a number: this one is an address.
  if (!isHostName || /^\d+$/.test(labels.at(-1) ?? '')) {
    throw badRequest('body.domain must be a hostname such as api.example.com');
  }
  if (RESERVED.some((suffix) => domain === suffix || domain.endsWith(`.${suffix}`))) {
    throw badRequest(`body.domain must be a domain of your own; ${domain} is reserved`);
  }
  return domain;
}

/** As registered domains are compared. */
export function foldDomain(given: string): string {
  return given.toLowerCase().replace(/\.$/, '');
}
