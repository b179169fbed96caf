import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { exitWith } from '../harness/index.ts';
import { gitPaths, ROOT, readText } from '../repository.ts';
import { node, runCommand } from '../run-command.ts';
import { withMovingTag } from './action-tag.ts';
import { withoutNotice } from './unpublished-notice.ts';

const README = join(ROOT, 'README.md');

/**
 * Applies the pending changesets: versions, changelogs, and the action's tag in examples. The first release also removes
 * the notice of the README.
 */
async function main(): Promise<number> {
  // In tsx, because the generator of the changelogs is TypeScript.
  const changesets = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
  await runCommand(node('--import', 'tsx', changesets, 'version'), ROOT);
  writeFileSync(README, withoutNotice(readFileSync(README, 'utf8')));
  writeTags();
  // Changesets writes JSON and Markdown in another style.
  await runCommand(node(join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', '.'), ROOT);
  return 0;
}

/** Writes the action's tag of the new version into the examples. */
function writeTags(): void {
  const { version } = JSON.parse(readText('packages/types/package.json').text) as { version: string };
  for (const path of gitPaths()) {
    if (!path.endsWith('.md')) continue;
    const { text } = readText(path);
    const tagged = withMovingTag(text, version);
    if (tagged !== text) writeFileSync(join(ROOT, path), tagged);
  }
}

await exitWith(main);
