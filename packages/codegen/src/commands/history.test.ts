import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { CodegenUsageError } from '../codegen-error.ts';
import { serialise } from '../contract/index.ts';
import { history } from './history.ts';
import type { HistoryRow } from './history-row.ts';
import { historyTable } from './history-table.ts';

const one = tinyDocument();
const two = tinyDocument({
  '/things': { get: tinyOperation('listThings') },
  '/more': { get: tinyOperation('listMore') },
});
const three = tinyDocument(
  {
    '/things': { get: tinyOperation('listThings') },
    '/more': { get: tinyOperation('listMore', { deprecated: true }) },
  },
  { Thing: { type: 'object', properties: { id: { type: 'string' } } } },
);

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function threeDocuments(): string {
  return folderWith({
    '2024-01.json': serialise(one),
    '2023-12.yaml': stringify(two),
    '2024-02.yml': stringify(three),
    'README.md': 'no document',
  });
}

/** A clock that advances by 1.26 s with each reading. */
function ticking(): () => number {
  let now = 0;
  return () => {
    now += 1260;
    return now;
  };
}

describe('history', () => {
  test('sorts numbers in file names by value', async () => {
    const dir = folderWith({ '2.10.0.json': serialise(two), '2.2.0.json': serialise(one) });
    const { rows } = await history({ dir });
    expect(rows.map(({ old, now }) => [old, now])).toEqual([['2.2.0.json', '2.10.0.json']]);
  });

  test('checks each document in a folder against the next, sorted by name', async () => {
    const seen: string[] = [];
    const { rows, failed } = await history({
      dir: threeDocuments(),
      clock: ticking(),
      onRow: ({ now }, done, all) => seen.push(`${done}/${all} ${now}`),
    });
    const agreed = { compiler: 'agree', hybrids: 'agree', verdict: 'agree', disagreements: [], seconds: 1.3 };
    expect(rows).toEqual([
      {
        old: '2023-12.yaml',
        now: '2024-01.json',
        bump: 'major',
        changes: { 'operation-removed': 1 },
        hybridCount: 1,
        ...agreed,
      },
      {
        old: '2024-01.json',
        now: '2024-02.yml',
        bump: 'major',
        changes: { 'operation-added': 1, 'property-optional': 1 },
        hybridCount: 2,
        ...agreed,
      },
    ]);
    expect(seen).toEqual(['1/2 2024-01.json', '2/2 2024-02.yml']);
    expect(failed).toBe(false);
  });

  test('also checks each pair in reverse with --reverse', async () => {
    const { rows } = await history({ dir: threeDocuments(), reverse: true });
    expect(rows.map(({ old, now }) => `${old} ${now}`)).toEqual([
      '2023-12.yaml 2024-01.json',
      '2024-01.json 2023-12.yaml',
      '2024-01.json 2024-02.yml',
      '2024-02.yml 2024-01.json',
    ]);
  });

  test('writes the rows as JSON', async () => {
    const { rows, output } = await history({ dir: threeDocuments(), format: 'json' });
    expect(JSON.parse(output)).toEqual(rows);
  });

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['a folder that does not exist', {}, 'nothing', 'is not a folder. Pass a folder of OpenAPI documents.'],
    ['a file', { 'a.json': serialise(one) }, 'a.json', 'is not a folder.'],
    ['a folder without documents', { 'a.txt': '' }, '', 'has no document. Pass a folder with at least two'],
    ['a single document', { 'a.json': serialise(one) }, '', 'has one document. Pass'],
  ])('refuses %s', async (_, files, name, message) => {
    const failing = history({ dir: join(folderWith(files), name) });
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.toThrow(CodegenUsageError);
  });
});

describe('the table of a history', () => {
  const row: HistoryRow = {
    old: 'a.json',
    now: 'b.yaml',
    bump: 'major',
    changes: { 'input-added': 1, 'value-added': 7, deprecated: 2, 'schema-added': 3, 'schema-removed': 1 },
    compiler: 'agree',
    hybrids: 'agree',
    hybridCount: 12,
    verdict: 'agree',
    disagreements: [],
    seconds: 2.4,
  };

  test('has a row for each pair and a summary line', () => {
    const empty = { ...row, bump: null, changes: {}, hybridCount: 0, seconds: 10.1 };
    expect(historyTable([row, empty])).toBe(
      [
        'pair             bump   changes                                                compiler  hybrids     seconds',
        'a.json → b.yaml  major  7 value-added, 3 schema-added, 2 deprecated, 2 others  agree     agree (12)  2.4',
        'a.json → b.yaml  none   none                                                   agree     agree (0)   10.1',
        '',
        '2 pairs and 12 hybrids in 13 s: the differ and the compiler agree on all.',
        '',
      ].join('\n'),
    );
  });

  test('lists the disagreements', () => {
    const bad: HistoryRow = { ...row, compiler: 'disagree', verdict: 'disagree', disagreements: ['one', 'two'] };
    expect(historyTable([bad])).toContain(
      '\n\na.json → b.yaml\none\ntwo\n\n1 pairs and 12 hybrids in 2 s: they disagree on 1.\n',
    );
  });
});
