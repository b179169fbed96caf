import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeUtf8 } from './bytes.ts';

// Synchronous, which Web Crypto is not, and available on pages without HTTPS (decision 81).

export function sha256Of(content: string | Uint8Array): Uint8Array {
  return sha256(typeof content === 'string' ? encodeUtf8(content) : content);
}

/** HMAC with SHA-256. */
export function hmacOf(key: string | Uint8Array, text: string): Uint8Array {
  return hmac(sha256, typeof key === 'string' ? encodeUtf8(key) : key, encodeUtf8(text));
}
