import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/index.ts';
import type { AppEnvironment } from './app-environment.ts';

/**
 * Keeps web pages out: DNS rebinding arrives with a foreign Host, a page of another site with a foreign Origin. When
 * the emulator listens on more than loopback, the names it goes by are not known, but an address cannot be rebound.
 */
export function guardHost(listensOn: string): MiddlewareHandler<AppEnvironment> {
  const isOwnName = isLoopback(listensOn)
    ? isLoopback
    : (name: string) => isLoopback(name) || isAddress(name) || name === listensOn;
  const names = new Map<string, boolean>();

  function isOwn(url: string): boolean {
    const known = names.get(url);
    if (known !== undefined) return known;
    const verdict = URL.canParse(url) && isOwnName(new URL(url).hostname);
    // The few that clients really use; an attacker may send any number of others.
    if (verdict && names.size < MAX_REMEMBERED) names.set(url, verdict);
    return verdict;
  }

  return async ({ req }, next) => {
    // In process there is no header, and the address is the caller's own.
    const host = req.header('Host') ?? new URL(req.url).host;
    if (!isOwn(`http://${host}`)) {
      throw new ApiError(403, 'the Host header does not name this machine; use 127.0.0.1 or localhost');
    }
    const origin = req.header('Origin');
    if (origin !== undefined && !isOwn(origin)) {
      throw new ApiError(403, 'requests from pages of other sites are refused');
    }
    await next();
  };
}

const MAX_REMEMBERED = 64;

function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', '[::1]', '::1', 'localhost'].includes(hostname) || hostname.endsWith('.localhost');
}

function isAddress(hostname: string): boolean {
  return /^\[[0-9a-f:.]+\]$|^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
}
