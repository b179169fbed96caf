import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { exitWith } from '../harness/index.ts';
import { ROOT } from '../repository.ts';
import { node, runCommand } from '../run-command.ts';
import { withoutNotice } from './unpublished-notice.ts';

const README = join(ROOT, 'README.md');

/** Applies the pending changesets: versions and changelogs. The first release also removes the notice of the README. */
async function main(): Promise<number> {
  // In tsx, because the generator of the changelogs is TypeScript.
  const changesets = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
  await runCommand(node('--import', 'tsx', changesets, 'version'), ROOT);
  writeFileSync(README, withoutNotice(readFileSync(README, 'utf8')));
  // Changesets writes JSON and Markdown in another style.
  await runCommand(node(join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', '.'), ROOT);
  return 0;
}

await exitWith(main);
