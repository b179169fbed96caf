import { NeonUsageError } from '../errors/index.ts';

/** The base URL without a trailing slash, or a refusal: the key must travel encrypted, and to one place. */
export function resolveBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !isEncrypted(url) || url.username || url.password || url.search || url.hash) {
    // Not quoted: it may hold a password.
    throw new NeonUsageError('baseUrl must be https, or http on loopback, without credentials, query or fragment.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isEncrypted({ protocol, hostname }: URL): boolean {
  // URL has normalised it: 127.1 and 0x7f.1 read 127.0.0.1 here. Loopback needs no encryption.
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname));
}
