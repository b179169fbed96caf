// Prints the notes of the current version. Runs without an installation, in a Node that reads TypeScript.
import { publishedNames, readText } from '../repository.ts';
import { releaseNotes } from './release-notes.ts';

const names = publishedNames();
const [first = ''] = names;
const { version } = JSON.parse(readText(`packages/${first}/package.json`).text) as { version: string };
const changelogs = names.map((name) => ({
  name: `@neon-api/${name}`,
  text: readText(`packages/${name}/CHANGELOG.md`).text,
}));
process.stdout.write(releaseNotes(changelogs, version));
