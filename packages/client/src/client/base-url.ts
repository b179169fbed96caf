import { NeonUsageError } from '../errors/index.ts';

/** The base URL without a trailing slash, or a refusal: the key must travel encrypted, and to one place. */
export function resolveBaseUrl(baseUrl: string): string {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new NeonUsageError('baseUrl is not a URL. Use one like https://console.neon.tech/api/v2.');
  }
  // Not quoted in messages from here on: it may hold a password.
  if (url.username || url.password) throw new NeonUsageError('baseUrl holds credentials. Pass the key as apiKey.');
  if (url.search || url.hash) throw new NeonUsageError('baseUrl has a query or a fragment. Leave them out.');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new NeonUsageError(`baseUrl ${url.protocol}//${url.host} would send the key in the clear. Use https.`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function isLoopback(hostname: string): boolean {
  // URL has normalised it: 127.1 and 0x7f.1 read 127.0.0.1 here.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
