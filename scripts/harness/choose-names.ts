/**
 * Returns the names to run: those of `--only a,b` or `--only 'a-*'`, in our order, or all. `kind` is a noun for errors.
 */
export function chooseNames(only: string | undefined, known: readonly string[], kind: string): readonly string[] {
  if (only === undefined) return known;
  const wanted = only.split(',').map((name) => name.trim());
  const matches = (pattern: string, name: string): boolean =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const unknown = wanted.filter((pattern) => !known.some((name) => matches(pattern, name)));
  if (unknown.length > 0) {
    throw new Error(`There is no ${kind} named ${unknown.join(', ') || '""'}. Available: ${known.join(', ')}.`);
  }
  return known.filter((name) => wanted.some((pattern) => matches(pattern, name)));
}
