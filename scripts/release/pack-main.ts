import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith } from '../harness/index.ts';
import { packAll } from '../pack.ts';

/** Packs all published packages into a folder. */
async function main(): Promise<number> {
  const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
  if (out === undefined) throw new Error('Missing --out FOLDER: where to write the tarballs.');
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  for (const { name, version } of await packAll(folder)) process.stdout.write(`${name}@${version}\n`);
  return 0;
}

await exitWith(main);
