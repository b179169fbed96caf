import { fileURLToPath } from 'node:url';
import { type CoverageRow, NEWER_TAG } from './coverage.ts';
import { NOTES } from './notes.ts';

export const COVERAGE_PATH: string = fileURLToPath(new URL('../../../../docs/emulator-coverage.md', import.meta.url));

/** The page `docs/emulator-coverage.md`; the same handlers give the same bytes. */
export function renderCoverage(rows: readonly CoverageRow[]): string {
  const tags = [...new Set(rows.map(({ tag }) => tag))];
  return [
    '# What the emulator answers',
    '',
    '<!-- Generated from the handlers: pnpm --filter @neon-api/emulator write-coverage -->',
    '',
    `Of the ${rows.length} operations of the contract ${count(rows, 'stateful')} are **stateful** (what a call does is`,
    `seen in later ones), ${count(rows, 'recorded')} are **recorded** (kept, listed, changed and deleted, but nothing comes`,
    `of it on this machine), and ${count(rows, '501') || 'none'} answer **501** with their name.`,
    '',
    ...renderSources(rows),
    ...tags.flatMap((tag) => [`## ${tag}`, '', ...renderTable(rows.filter((row) => row.tag === tag)), '']),
  ].join('\n');
}

function renderTable(rows: readonly CoverageRow[]): string[] {
  const cells = [
    ['Operation', 'Route', 'Kind', 'Note'],
    ...rows.map(({ operationId, route, kind, absentFrom }) => [
      `\`${operationId}\``,
      `\`${route}\``,
      kind,
      noteOf(operationId, absentFrom),
    ]),
  ];
  const [header = [], ...body] = cells;
  const rule = header.map(() => '---');
  return [header, rule, ...body].map((row) => `| ${row.join(' | ')} |`);
}

/** Says which operations Neon's document has, and which come from elsewhere. */
function renderSources(rows: readonly CoverageRow[]): string[] {
  const newer = rows.filter(({ isFromTypes }) => isFromTypes);
  if (newer.length === 0) return [];
  return [
    `${rows.length - newer.length} operations are in Neon's OpenAPI document. The ${newer.length} under “${NEWER_TAG}” are not yet: they are read`,
    'from the published types of `@neon/sdk`.',
    '',
  ];
}

function noteOf(operationId: string, absentFrom: string | undefined): string {
  const absence = absentFrom === undefined ? undefined : `deprecated: not in \`${absentFrom}\``;
  return [absence, NOTES.get(operationId)].filter((note) => note !== undefined).join('; ');
}

function count(rows: readonly CoverageRow[], kind: CoverageRow['kind']): number {
  return rows.filter((row) => row.kind === kind).length;
}
