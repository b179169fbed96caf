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

/** The items of a list; none for any other value. */
export function listItems(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function mapValues<T, U>(
  object: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}

/** The value with each item or member replaced by what `map` returns; a value that holds nothing stays as it is. */
export function mapChildren(value: Json, map: (child: Json, key: string) => Json): Json {
  if (isList(value)) return value.map((item, index) => map(item, String(index)));
  return isObject(value) ? mapValues(value, map) : value;
}
