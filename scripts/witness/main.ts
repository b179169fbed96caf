// Compares our types with those of @neon/sdk, which another generator created from Neon's document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../repository.ts';
import { compareWitness } from './compare-witness.ts';
import { borrowedNames, type NamedParts, ourNames, readOverlays } from './our-names.ts';
import { judge, parseReviewed, VERDICTS } from './reviewed-list.ts';
import { witnessProgram } from './witness-program.ts';

const LIST = 'specs/witness-differences.yaml';
const GENERATED = join(ROOT, 'packages/types/generated');

const SDK = join(ROOT, 'node_modules/@neon/sdk');

const { version } = JSON.parse(readFileSync(join(SDK, 'package.json'), 'utf8')) as { version: string };
const paths = { ours: join(GENERATED, 'index.d.ts'), theirs: join(SDK, 'dist/client/types.gen.d.ts') };
const { checker, typesIn } = witnessProgram(Object.values(paths));
const types = { checker, ours: typesIn(paths.ours), theirs: typesIn(paths.theirs) };
const document = JSON.parse(readFileSync(join(GENERATED, 'openapi.json'), 'utf8')) as NamedParts;
const names = ourNames(document, borrowedNames(readOverlays(join(ROOT, 'specs/overlays'))));
const { operations, schemas, differences } = compareWitness(types, names);
const { unknown, gone, counts } = judge(differences, parseReviewed(parse(readFileSync(join(ROOT, LIST), 'utf8'))));

process.stdout.write(`Compared ${operations} operations and ${schemas} schemas with @neon/sdk@${version}.\n`);
process.stdout.write(`${VERDICTS.map((verdict) => `${verdict}: ${counts[verdict]}`).join(', ')}.\n`);
if (unknown.length > 0) print(`New differences. Fix the generator, or add each with its reason to ${LIST}:`, unknown);
if (gone.length > 0) print(`Differences that no longer occur. Remove them from ${LIST}:`, gone);
if (unknown.length + gone.length > 0) process.exitCode = 1;

function print(title: string, lines: readonly string[]): void {
  process.stderr.write(`\n${title}\n${lines.map((line) => `  - '${line}'\n`).join('')}`);
}
