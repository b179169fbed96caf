import { fileURLToPath } from 'node:url';
import { type CoverageRow, NEWER_TAG } from './coverage.ts';
import type { JudgedFields } from './judge-fields.ts';
import { NOTES } from './notes.ts';
import { renderFields } from './render-fields.ts';
import { renderTable } from './render-table.ts';
import { SCHEMA_FIELDS } from './schema-fields.ts';

export const COVERAGE_PATH: string = fileURLToPath(new URL('../../../../docs/emulator-coverage.md', import.meta.url));

/** Renders `docs/emulator-coverage.md`. The same handlers give the same bytes. */
export function renderCoverage(rows: readonly CoverageRow[], judged: readonly JudgedFields[]): string {
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
    'The second table of each section lists the fields of requests. **Effective** fields change what the emulator does,',
    '**stored** fields are only shown by later responses, and **rejected** fields get an error that names them.',
    'Query parameters begin with `?`. Path parameters choose the resource and are left out.',
    '',
    ...tags.flatMap((tag) => renderSection(tag, rows, judged)),
    '## Shared schemas of requests',
    '',
    ...judged.filter(({ of }) => of in SCHEMA_FIELDS).flatMap(renderSchema),
  ].join('\n');
}

function renderSection(tag: string, rows: readonly CoverageRow[], judged: readonly JudgedFields[]): string[] {
  const own = rows.filter((row) => row.tag === tag);
  const byName = new Map(judged.map((entry) => [entry.of, entry]));
  const fields = renderFields(
    'Fields of',
    own.flatMap(({ operationId }) => byName.get(operationId) ?? []),
  );
  return [`## ${tag}`, '', ...renderOperations(own), '', ...fields, ...(fields.length > 0 ? [''] : [])];
}

function renderSchema(judged: JudgedFields): string[] {
  return [`### ${judged.of}`, '', ...renderFields('Fields of', [judged]), ''];
}

function renderOperations(rows: readonly CoverageRow[]): string[] {
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
