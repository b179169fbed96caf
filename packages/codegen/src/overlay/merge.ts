import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../contract/index.ts';
import { isObject } from './locations.ts';

/**
 * What an update makes of a value: members of objects are merged, items are added to lists unless they are there
 * already, everything else is replaced.
 */
export function merge(value: Json | undefined, update: Json): Json {
  if (isObject(value) && isObject(update)) {
    const merged = Object.entries(update).map(([key, child]): [string, Json] => [
      key,
      merge(Object.hasOwn(value, key) ? value[key] : undefined, child),
    ]);
    return Object.fromEntries([...Object.entries(value), ...merged]);
  }
  if (!Array.isArray(value)) return update;
  const items: readonly Json[] = value;
  const added = (Array.isArray(update) ? update : [update]) as readonly Json[];
  return [...items, ...added.filter((item) => !items.some((old) => isDeepStrictEqual(old, item)))];
}
