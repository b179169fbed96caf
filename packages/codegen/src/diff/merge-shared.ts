import { type Change, type Users, usersOf } from './change.ts';
import type { Stability } from './to-change.ts';

/** Merges changes that several operations have in the same shared parameter or response into one. */
export function mergeShared(changes: readonly Change[], { isUnstable }: Stability): Change[] {
  const merged = new Map<string, Change>();
  for (const change of changes) {
    const key = keyOf(change);
    const known = merged.get(key);
    merged.set(key, known === undefined ? change : merge(known, change, isUnstable));
  }
  return [...merged.values()];
}

function keyOf({ kind, where, before, after, bump, breaks }: Change): string {
  const isShared = where.schema === undefined && where.pointer.startsWith('/components/');
  const owner = isShared ? '' : (where.operation ?? where.schema);
  return JSON.stringify([kind, where.pointer, where.path, where.directions, owner, before, after, bump, breaks]);
}

function merge(one: Change, other: Change, isUnstable: Stability['isUnstable']): Change {
  const { operation: _, ...where } = one.where;
  const users = mergeUsers(one.users, other.users);
  const { unstable: __, ...rest } = one;
  return { ...rest, where, users, ...(usersOf({ users }).every(isUnstable) && { unstable: true }) };
}

function mergeUsers(one: Users, other: Users): Users {
  const directions = [...Object.keys(one), ...Object.keys(other)] as (keyof Users)[];
  return Object.fromEntries(
    directions.map((direction) => [
      direction,
      [...new Set([...(one[direction] ?? []), ...(other[direction] ?? [])])].sort(),
    ]),
  );
}
