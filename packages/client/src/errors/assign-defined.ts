/** Copies the defined fields onto `target`, so that printed errors have no empty fields. */
export function assignDefined<Target extends object, Value = unknown>(
  target: Target,
  fields: Readonly<Record<string, Value | undefined>>,
  map: (value: Value) => unknown = (value) => value,
): Target {
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) Object.assign(target, { [name]: map(value) });
  return target;
}
