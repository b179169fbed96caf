/** A package's changelog. */
export interface Changelog {
  readonly name: string;
  readonly text: string;
}

/** Returns the notes of a version: the section of each changelog that has entries, under the package's name. */
export function releaseNotes(changelogs: readonly Changelog[], version: string): string {
  const notes = changelogs.flatMap(({ name, text }) => {
    const section = sectionOf(text, version);
    return section === '' ? [] : [`## ${name}\n\n${section}\n`];
  });
  if (notes.length === 0) throw new Error(`No changelog has entries for ${version}. Run release:version first.`);
  return notes.join('\n');
}

function sectionOf(changelog: string, version: string): string {
  const [, ...sections] = `\n${changelog}`.split(/\n## /);
  const section = sections.find((one) => one.startsWith(`${version}\n`)) ?? '';
  return section.slice(version.length).trim();
}
