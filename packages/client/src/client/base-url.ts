import { NeonUsageError } from '../errors/index.ts';
import { environment } from './environment.ts';

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';

// URL has normalised it: 127.1 and 0x7f.1 read 127.0.0.1 here. Loopback needs no encryption.
const SAFE_ORIGIN = /^(https:|http:\/\/(localhost|\[::1\]|127(\.\d+){3})(:\d+)?$)/;

/**
 * The base URL without a trailing slash: `given`, else NEON_API_BASE_URL, else Neon's own.
 *
 * @throws NeonUsageError unless it is https or loopback: the key must travel encrypted, and to one host
 */
export function resolveBaseUrl(given: string = environment().NEON_API_BASE_URL || DEFAULT_BASE_URL): string {
  const { origin = '', pathname = '', href }: Partial<URL> = URL.canParse(given) ? new URL(given) : {};
  const plain = origin + pathname;
  if (plain !== href || !SAFE_ORIGIN.test(origin)) {
    // Not quoted: it may hold a password.
    throw new NeonUsageError(
      'baseUrl or NEON_API_BASE_URL must be https, or http on loopback, without credentials, query or fragment.',
    );
  }
  return plain.replace(/\/+$/, '');
}
