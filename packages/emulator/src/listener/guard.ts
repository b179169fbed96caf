/** The headers that name the target host and the origin of a request. */
export interface RequestSource {
  /** Every host that the request names: its Host header, and its target in absolute form. */
  readonly hosts: readonly string[];
  /** The Origin header, which browsers add to requests from pages. */
  readonly origin: string | undefined;
}

export interface GuardRules {
  /** The address that the emulator listens on. Accepted in the Host header. */
  readonly listensOn: string;
  /** More names of this machine, in lower case. */
  readonly allowHosts: readonly string[];
}

/** Returns why a request is refused, or undefined if it may pass. */
export type Guard = (source: RequestSource) => string | undefined;

const MAX_REMEMBERED = 64;
const FOREIGN_HOST =
  'the Host header does not name this machine; use 127.0.0.1 or localhost, or allow the name with --allow-host ' +
  '(allowHosts in startEmulator)';
const FOREIGN_ORIGIN =
  'requests from pages of other sites are refused; allow the page’s host with --allow-host ' +
  '(allowHosts in startEmulator)';

/**
 * Creates a guard against web pages: DNS rebinding has a foreign Host, a page of another site has a foreign Origin. An
 * emulator that listens beyond loopback accepts any IP address as Host, because an address cannot be rebound.
 */
export function createGuard(rules: GuardRules): Guard {
  const verdicts = new Map<string, boolean>();

  function isOwn(url: string): boolean {
    const known = verdicts.get(url);
    if (known !== undefined) return known;
    const verdict = URL.canParse(url) && isOwnName(new URL(url).hostname, rules);
    // Clients use few names; an attacker may send any number of others.
    if (verdict && verdicts.size < MAX_REMEMBERED) verdicts.set(url, verdict);
    return verdict;
  }

  return ({ hosts, origin }) => {
    if (hosts.length === 0 || !hosts.every((host) => isOwn(`http://${host}`))) return FOREIGN_HOST;
    return origin === undefined || isOwn(origin) ? undefined : FOREIGN_ORIGIN;
  };
}

function isOwnName(name: string, { listensOn, allowHosts }: GuardRules): boolean {
  if (isLoopback(name) || allowHosts.includes(name)) return true;
  return !isLoopback(listensOn) && (isAddress(name) || name === listensOn.toLowerCase());
}

function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', '[::1]', '::1', 'localhost'].includes(hostname) || hostname.endsWith('.localhost');
}

function isAddress(hostname: string): boolean {
  return /^\[[0-9a-f:.]+\]$|^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}
