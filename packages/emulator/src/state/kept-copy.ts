type Fields = Readonly<Record<string, unknown>>;

/** Copies a value to detect later changes. Strings are shared, so that comparing them is cheap. */
export function keepCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keepCopy);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) copy[name] = keepCopy((value as Fields)[name]);
  return copy;
}

/** Whether the value equals its copy. Allocates nothing, because it compares the whole state after every change. */
export function isSame(kept: unknown, value: unknown): boolean {
  if (kept === value) return true;
  if (typeof kept !== 'object' || typeof value !== 'object' || kept === null || value === null) return false;
  if (Array.isArray(kept)) {
    if (!Array.isArray(value) || kept.length !== value.length) return false;
    for (let index = 0; index < kept.length; index++) if (!isSame(kept[index], value[index])) return false;
    return true;
  }
  let surplus = 0;
  for (const name in value) {
    surplus += 1;
    if (!isSame((kept as Fields)[name], (value as Fields)[name])) return false;
  }
  for (const _ in kept) surplus -= 1;
  return surplus === 0;
}
