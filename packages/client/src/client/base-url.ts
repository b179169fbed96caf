import { NeonUsageError } from '../errors/index.ts';

// URL has normalised it: 127.1 and 0x7f.1 read 127.0.0.1 here. Loopback needs no encryption.
const SAFE_ORIGIN = /^(https:|http:\/\/(localhost|\[::1\]|127(\.\d+){3})(:\d+)?$)/;

/** The base URL without a trailing slash, or a refusal: the key must travel encrypted, and to one place. */
export function resolveBaseUrl(baseUrl: string): string {
  const { origin = '', pathname = '', href }: Partial<URL> = URL.canParse(baseUrl) ? new URL(baseUrl) : {};
  const plain = origin + pathname;
  if (plain !== href || !SAFE_ORIGIN.test(origin)) {
    // Not quoted: it may hold a password.
    throw new NeonUsageError('baseUrl must be https, or http on loopback, without credentials, query or fragment.');
  }
  return plain.replace(/\/+$/, '');
}
