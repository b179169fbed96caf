/** Copies the fields that are not undefined, so that printed errors show only what is known. */
export function assignDefined<Target extends object>(
  target: Target,
  fields: object,
  map: (value: unknown) => unknown = (value) => value,
): Target {
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) Object.assign(target, { [name]: map(value) });
  return target;
}
