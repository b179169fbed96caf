/** The value of a key. A missing one is made and inserted. */
export function getOrInsert<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: (key: Key) => Value,
): Value {
  const value = map.get(key) ?? make(key);
  map.set(key, value);
  return value;
}
