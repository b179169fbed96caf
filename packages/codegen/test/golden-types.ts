import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { facts, sha256 } from '../src/contract/index.ts';
import { forTypes, mergeParts } from '../src/emit/document/index.ts';
import { documentTypes } from '../src/emit/document-types.ts';
import { summarise, type TypeSummary } from './canonical-types.ts';
import { HISTORY, historicalDocument } from './historical-document.ts';

type Version = (typeof HISTORY)[number];

interface GoldenTypes {
  readonly kinds: TypeSummary['kinds'];
  readonly lines: number;
  readonly sha256: string;
}

const FILE = new URL('./golden-types.json', import.meta.url);

/** What the types of a published document are pinned by. */
export async function goldenTypes(version: Version): Promise<GoldenTypes> {
  const document = mergeParts(forTypes(facts(historicalDocument(version))));
  const { lines, kinds } = summarise(await documentTypes(document));
  return { kinds, lines: lines.length, sha256: sha256(lines.join('\n')) };
}

export function committedTypes(): Readonly<Record<string, GoldenTypes>> {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, GoldenTypes>>;
}

// Written anew by `node --import tsx test/golden-types.ts`.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const entries: [Version, GoldenTypes][] = [];
  for (const version of HISTORY) entries.push([version, await goldenTypes(version)]);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}
