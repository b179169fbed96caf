/** Normalises case and word separators, so that `getConnectionURI` equals `GetConnectionUri`. */
function nameKey(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Maps the names that both lists have. Names that collide are omitted. */
export function namesInBoth(ours: readonly string[], theirs: readonly string[]): ReadonlyMap<string, string> {
  const byKey = uniqueByKey(theirs);
  return new Map(
    [...uniqueByKey(ours)].flatMap(([key, name]): [string, string][] => {
      const other = byKey.get(key);
      return other === undefined ? [] : [[name, other]];
    }),
  );
}

function uniqueByKey(names: readonly string[]): ReadonlyMap<string, string> {
  const keys = names.map(nameKey);
  const isUnique = (key: string) => keys.indexOf(key) === keys.lastIndexOf(key);
  return new Map(names.flatMap((name, index) => (isUnique(keys[index] ?? '') ? [[keys[index] ?? '', name]] : [])));
}
