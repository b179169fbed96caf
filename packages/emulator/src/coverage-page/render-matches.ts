import { fileURLToPath } from 'node:url';
import { SERVICE_RULES, type ServiceRule } from '../handlers/index.ts';
import { API_ASPECTS, type Aspect, POSTGRES_ASPECTS } from './aspects.ts';
import type { CoverageRow } from './coverage.ts';
import { NOTES } from './notes.ts';
import { renderTable } from './render-table.ts';

export const MATCHES_PATH: string = fileURLToPath(
  new URL('../../../../docs/guides/what-matches-neon.md', import.meta.url),
);

const ORIGINS = { source: 'the parent’s', own: 'its own' } as const;

/** Renders `docs/guides/what-matches-neon.md`. */
export function renderMatches(rows: readonly CoverageRow[]): string {
  const stateful = rows.filter(({ kind }) => kind === 'stateful').length;
  return [
    '# What matches Neon and what does not',
    '',
    '<!-- Generated from src/coverage-page: pnpm --filter @neon-api/emulator write-coverage -->',
    '',
    'The emulator is for development and tests. This page says what you can rely on, and what you should test on Neon itself.',
    `Of Neon's ${rows.length} operations, ${stateful} have their effect. The other ${rows.length - stateful} only store and show resources`,
    '([list](../emulator-coverage.md)).',
    '',
    '## The API',
    '',
    ...renderAspects(API_ASPECTS),
    '',
    '## Postgres',
    '',
    ...renderAspects(POSTGRES_ASPECTS),
    '',
    '## Services of a branch',
    '',
    'This table says whose state a branch has after it was created, reset to its parent, or restored to another time. All of',
    'it is deleted with the branch and returns when the branch is recovered, except domains, which are released at once.',
    '',
    ...renderServices(Object.values(SERVICE_RULES)),
    '',
    'Neon does not document the following, so it is our assumption. A branch of a past time has the services of that time. A',
    'branch restored from a snapshot has the users of the snapshot, and the other services of the branch that it restores. A',
    'schema-only branch has none.',
    '',
    '## Operations that differ',
    '',
    ...renderNotes(),
    '',
  ].join('\n');
}

function renderAspects(aspects: readonly Aspect[]): string[] {
  return renderTable([
    ['', 'As on Neon', 'Different'],
    ...aspects.map(({ topic, matches, differs }) => [topic, matches, differs]),
  ]);
}

function renderServices(rules: readonly ServiceRule[]): string[] {
  return renderTable([
    ['Service', 'Created', 'Reset', 'Restored', 'Note', 'Source'],
    ...rules.map(({ name, onCreate, onReset, onRestore, note, sources }) => [
      name,
      onCreate === 'own' ? 'none' : ORIGINS[onCreate],
      ORIGINS[onReset],
      onRestore === 'source' ? 'of that time' : ORIGINS[onRestore],
      note,
      sources.map((url, index) => `[${index + 1}](${url})`).join(' '),
    ]),
  ]);
}

/** Lists each difference once, with its operations. */
function renderNotes(): string[] {
  const operations = new Map<string, string[]>();
  for (const [operationId, note] of NOTES) {
    operations.set(note, [...(operations.get(note) ?? []), `\`${operationId}\``]);
  }
  return renderTable([
    ['Operations', 'Difference'],
    ...[...operations].map(([note, operationIds]) => [operationIds.join(', '), note]),
  ]);
}
