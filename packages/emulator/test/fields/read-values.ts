/** Returns the values of a field such as `rules[].name` in a body. */
export function valuesOf(body: unknown, field: string): unknown[] {
  let found: unknown[] = [body];
  for (const step of field.split('.')) {
    const isList = step.endsWith('[]');
    const name = isList ? step.slice(0, -2) : step;
    found = found
      .flatMap((value) => (isRecord(value) && name in value ? [value[name]] : []))
      .flatMap((value) => (isList && Array.isArray(value) ? value : [value]));
  }
  return found;
}

/** Whether `shown` has, at any depth, a field of this name and value, or this text, or an object with these fields. */
export function shows(shown: unknown, name: string, value: unknown): boolean {
  if (Array.isArray(shown)) return shown.some((item) => shows(item, name, value));
  if (!isRecord(shown)) return typeof value === 'string' && value.length > 3 && shown === value;
  if (includes(isRecord(value) ? shown : shown[name], value)) return true;
  return Object.values(shown).some((part) => shows(part, name, value));
}

/** Whether two values are equal, or the first is an object with everything that the second has. */
function includes(shown: unknown, sent: unknown): boolean {
  if (isRecord(sent) && isRecord(shown)) return Object.keys(sent).every((key) => includes(shown[key], sent[key]));
  return JSON.stringify(shown) === JSON.stringify(sent);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
