import { NeonUsageError } from '@neon-api/client';

interface Named {
  readonly id: string | number;
}

/** The one that was found; several of one name are an error, as any choice might be the wrong one. */
export function onlyOne<Value extends Named>(found: readonly Value[], what: string): Value | undefined {
  if (found.length <= 1) return found[0];
  const ids = found.map(({ id }) => id).join(', ');
  throw new NeonUsageError(`There are ${found.length} ${what}: ${ids}. Pass the id of one.`);
}
