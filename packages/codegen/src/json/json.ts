/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Returns the items of a list; empty for any other value. */
export function listItems(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function mapValues<T, U>(
  object: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}

/** Returns the value with each item or member mapped by `map`. Other values are returned unchanged. */
export function mapChildren(value: Json, map: (child: Json, key: string) => Json): Json {
  if (isList(value)) return value.map((item, index) => map(item, String(index)));
  return isObject(value) ? mapValues(value, map) : value;
}
