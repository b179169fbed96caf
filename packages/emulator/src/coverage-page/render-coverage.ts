import { fileURLToPath } from 'node:url';
import { type CoverageRow, NEWER_TAG } from './coverage.ts';
import { renderTable } from './markdown.ts';
import { NOTES } from './notes.ts';

export const COVERAGE_PATH: string = fileURLToPath(new URL('../../../../docs/emulator-coverage.md', import.meta.url));

/** Renders `docs/emulator-coverage.md`. The same handlers give the same bytes. */
export function renderCoverage(rows: readonly CoverageRow[]): string {
  const tags = [...new Set(rows.map(({ tag }) => tag))];
  return [
    '# Operations that the emulator supports',
    '',
    '<!-- Generated from the handlers: pnpm --filter @neon-api/emulator write-coverage -->',
    '',
    `Of the ${rows.length} operations of the contract, ${count(rows, 'stateful')} are **stateful**: later calls see the`,
    `effect. ${count(rows, 'recorded')} are **recorded**: resources can be created, listed, changed and deleted, but have no`,
    `other effect. ${count(rows, '501') || 'None'} return **501** (not implemented).`,
    '',
    ...renderSources(rows),
    ...tags.flatMap((tag) => [`## ${tag}`, '', ...renderRows(rows.filter((row) => row.tag === tag)), '']),
  ].join('\n');
}

function renderRows(rows: readonly CoverageRow[]): string[] {
  return renderTable([
    ['Operation', 'Route', 'Kind', 'Note'],
    ...rows.map(({ operationId, route, kind, absentFrom }) => [
      `\`${operationId}\``,
      `\`${route}\``,
      kind,
      noteOf(operationId, absentFrom),
    ]),
  ]);
}

/** Renders how many operations come from Neon's document and how many from types. */
function renderSources(rows: readonly CoverageRow[]): string[] {
  const newer = rows.filter(({ isFromTypes }) => isFromTypes);
  if (newer.length === 0) return [];
  return [
    `${rows.length - newer.length} operations are in Neon's OpenAPI document. The ${newer.length} under “${NEWER_TAG}” are not in it yet; they are read`,
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
