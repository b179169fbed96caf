/** What changesets passes for each pending change. */
interface Changeset {
  readonly summary: string;
}

/** Returns the entry of a change in a changelog: a list item. A change that is itself a list stays one. */
export async function getReleaseLine({ summary }: Changeset): Promise<string> {
  const text = summary.trim();
  if (text.startsWith('- ')) return text;
  const [first = '', ...others] = text.split('\n');
  return [`- ${first}`, ...others.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

/** Our packages are released together, at one version, so a changelog does not list the versions of the others. */
export async function getDependencyReleaseLine(): Promise<string> {
  return '';
}
