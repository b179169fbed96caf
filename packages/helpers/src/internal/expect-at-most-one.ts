import { NeonUsageError } from '@neon-api/client';

interface Named {
  readonly id: string | number;
}

/** The only match, or undefined. Several are an error, since any choice could be wrong. */
export function expectAtMostOne<Value extends Named>(found: readonly Value[], what: string): Value | undefined {
  if (found.length <= 1) return found[0];
  const ids = found.map(({ id }) => id).join(', ');
  throw new NeonUsageError(`There are ${found.length} ${what}: ${ids}. Pass the id of one.`);
}
