/** The known name that a misspelt one is a part or a longer form of; undefined when there is none. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  return known.find((candidate) => {
    const meant = candidate.toLowerCase();
    return meant.includes(given) || given.includes(meant);
  });
}
