import { NeonUsageError } from '../errors/index.ts';
import { nearestName } from './nearest-name.ts';

/** Refuses an object with a key that nobody reads: a misspelt option must not pass for a default. */
export function assertKnownKeys(given: object, known: readonly string[], where: string, noun = 'option'): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const nearest = nearestName(key, known);
    const advice = nearest ? `did you mean ${nearest}?` : `known: ${known.join(', ')}.`;
    throw new NeonUsageError(`${where}: unknown ${noun} ${JSON.stringify(key)}; ${advice}`);
  }
}

/** Refuses anything but a number of milliseconds above `least`; Infinity is fine. */
export function assertMilliseconds(value: unknown, name: string, where: string, least = 1): void {
  assertAtLeast(least, value, name, where);
}

/** Refuses anything but a number from `least`; Infinity is fine. */
export function assertAtLeast(least: number, value: unknown, name: string, where: string): void {
  if (typeof value === 'number' && value >= least) return;
  throw new NeonUsageError(`${where}: ${name} must be a number, at least ${least}.`);
}
