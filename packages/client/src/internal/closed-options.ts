import { nearestNames } from '@neon-api/ground';
import { NeonUsageError } from '../errors/index.ts';

/**
 * Throws if an object has an unknown key, so that a misspelled option is not ignored. The error suggests the nearest
 * known name.
 *
 * @throws NeonUsageError for the first unknown key
 * @example
 * assertKnownKeys(options, ['projectId', 'signal'], 'myHelper');
 */
export function assertKnownKeys(given: object, known: readonly string[], where: string, noun = 'option'): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const [nearest] = nearestNames(key, known);
    const advice = nearest ? `did you mean ${nearest}?` : `known: ${known.join(', ')}.`;
    throw new NeonUsageError(`${where}: unknown ${noun} ${JSON.stringify(key)}; ${advice}`);
  }
}

/**
 * Checks options and fills in `defaults`, which list every valid name; undefined means the default. If the default is a
 * function or a number, the option must be one too. Timeouts and attempts start at 1, other numbers at 0; Infinity is
 * valid.
 */
export function fillOptions<Defaults extends object>(
  given: { readonly [Name in keyof Defaults]?: unknown },
  defaults: Defaults,
  where: string,
): Defaults {
  assertKnownKeys(given, Object.keys(defaults), where);
  const filled = { ...defaults } as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const least = Number(/timeoutMs|maxAttempts/i.test(name));
    if (typeof filled[name] === 'number' && !(typeof value === 'number' && value >= least)) {
      throw new NeonUsageError(`${where}: ${name} must be a number, at least ${least}.`);
    }
    if (typeof filled[name] === 'function' && typeof value !== 'function') {
      throw new NeonUsageError(`${where}: ${name} must be a function.`);
    }
    filled[name] = value;
  }
  return filled as Defaults;
}
