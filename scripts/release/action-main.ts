import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith } from '../harness/index.ts';
import { readText } from '../repository.ts';
import { writeActionTree } from './action-tree.ts';

/** Writes the content of the action's tags into a folder. */
async function main(): Promise<number> {
  const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
  if (out === undefined) throw new Error('Missing --out FOLDER: where to write the action; its contents are replaced.');
  const { version } = JSON.parse(readText('packages/types/package.json').text) as { version: string };
  writeActionTree(resolve(out), version);
  return 0;
}

await exitWith(main);
