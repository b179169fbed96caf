import { NeonUsageError } from '@neon-api/client';

/** The id or the exact name, but not both. */
export type ByIdOrName =
  | { readonly id: string; readonly name?: undefined }
  | { readonly name: string; readonly id?: undefined };

/** Refuses options with neither an id nor a name, or with both. */
export function assertIdOrName(where: string, { id, name }: { readonly id?: unknown; readonly name?: unknown }): void {
  if ((id === undefined) !== (name === undefined)) return;
  throw new NeonUsageError(`${where}: pass id or name${id === undefined ? '' : ', not both'}.`);
}

interface Named {
  readonly id: string | number;
}

/** Returns the only match, or undefined. Throws if there are several, because any choice could be wrong. */
export function expectAtMostOne<Value extends Named>(found: readonly Value[], what: string): Value | undefined {
  if (found.length <= 1) return found[0];
  const ids = found.map(({ id }) => id).join(', ');
  throw new NeonUsageError(`There are ${found.length} ${what}: ${ids}. Pass the id of one.`);
}
