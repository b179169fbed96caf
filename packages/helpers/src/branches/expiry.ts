import { term, usageError } from '../message-parts.ts';

// Spec: an expiry is at most 30 days ahead.
const LONGEST_LIFE_MS = 30 * 24 * 60 * 60_000;
const SHORTEST_LIFE_MS = 60_000;

/** Returns the RFC 3339 time `lifetimeMs` from now, in whole seconds. */
export function expiryAfter(where: string, lifetimeMs: number, nowMs: number): string {
  if (!(lifetimeMs >= SHORTEST_LIFE_MS && lifetimeMs <= LONGEST_LIFE_MS)) {
    throw usageError`${term(`${where}: `)}${term('expiresInMs')} must be from ${term(`${SHORTEST_LIFE_MS} (a minute)`)} to ${term(`${LONGEST_LIFE_MS} (30 days)`)}.`;
  }
  return new Date(Math.floor((nowMs + lifetimeMs) / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
