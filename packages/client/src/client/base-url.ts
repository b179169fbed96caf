import { NeonUsageError } from '../errors/index.ts';
import { environment } from './environment.ts';

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';

// As URL writes it: 127.1 and 0x7f.1 read 127.0.0.1 there. Loopback needs no encryption.
const SAFE_URL = /^(https:\/\/[^/@]+|http:\/\/(localhost|\[::1]|127\.[.\d]+)(:\d+)?)\/[^?#]*$/;

/**
 * The base URL without a trailing slash: `given`, else NEON_API_BASE_URL, else Neon's own.
 *
 * @throws NeonUsageError unless it is https or loopback: the key must travel encrypted, and to one host
 */
export function resolveBaseUrl(given: string = environment().NEON_API_BASE_URL || DEFAULT_BASE_URL): string {
  const url = URL.canParse(given) ? new URL(given).href : '';
  if (!SAFE_URL.test(url)) {
    // Not quoted: it may hold a password.
    throw new NeonUsageError(
      'baseUrl or NEON_API_BASE_URL must be https, or http on loopback, without password or query.',
    );
  }
  return url.replace(/\/+$/, '');
}
