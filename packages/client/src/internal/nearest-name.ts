/** The known name that a misspelt one is a part, a longer form or a mix-up of; undefined when there is none. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  return known.find((candidate) => {
    const meant = candidate.toLowerCase();
    return meant.includes(given) || given.includes(meant) || sortLetters(meant) === sortLetters(given);
  });
}

function sortLetters(text: string): string {
  return [...text].sort().join('');
}
