/**
 * Returns the known names that `name` may be a misspelling of, nearest first. Ignores case. Up to a third of a known
 * name's letters may be wrong, and at most three.
 */
export function nearestNames(name: string, known: readonly string[]): string[] {
  const near = [0, 1, 2, 3].flatMap((edits) =>
    known.filter((one) => one.length >= 3 * edits && isWithin(edits, name.toLowerCase(), one.toLowerCase())),
  );
  return [...new Set(near)];
}

/**
 * Returns true if at most `edits` edits turn `a` into `b`: add, drop or replace a letter, or swap neighbours (optimal
 * string alignment).
 */
function isWithin(edits: number, a: string, b: string): boolean {
  if (a[0] === b[0]) return a === b || isWithin(edits, a.slice(1), b.slice(1));
  const both = a[0] === b[1] && a[1] === b[0] ? 2 : 1;
  return (
    edits-- > 0 &&
    (isWithin(edits, a.slice(1), b) || isWithin(edits, a, b.slice(1)) || isWithin(edits, a.slice(both), b.slice(both)))
  );
}
