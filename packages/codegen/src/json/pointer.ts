import { isList, isObject, type Json } from './json.ts';

/** Keys and indices from a value to a part of it. */
export type Keys = readonly (string | number)[];

/** Returns the JSON pointer of these keys: `/paths/~1projects/get`. */
export function pointerTo(keys: Keys): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Returns the keys of a JSON pointer, or of a reference, which is a pointer after `#`. */
export function keysIn(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescapeKey);
}

export function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Returns the part of a value at these keys; undefined if there is none. */
export function valueAt(root: Json, keys: Keys): Json | undefined {
  return keys.reduce<Json | undefined>(childAt, root);
}

function childAt(value: Json | undefined, key: string | number): Json | undefined {
  if (isList(value)) return /^\d+$/.test(String(key)) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
