/** The names to run: those of `--only a,b`, in our order, or all. `kind` is the word for one of them. */
export function chooseNames(only: string | undefined, known: readonly string[], kind: string): readonly string[] {
  if (only === undefined) return known;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`No ${kind} is called ${unknown.join(', ') || '""'}. There are: ${known.join(', ')}.`);
  }
  return known.filter((name) => wanted.includes(name));
}
