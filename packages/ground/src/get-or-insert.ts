/** Returns the value of a key. If it is missing, creates and inserts it. */
export function getOrInsert<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: (key: Key) => Value,
): Value {
  const value = map.get(key) ?? make(key);
  map.set(key, value);
  return value;
}
