import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.ts';
import { propertyRuns } from './testing/index.ts';

const OPTIONS = ['port', 'apiKey', 'baseUrl', 'projectId', 'timeoutMs', 'postgres', 'postgresPort', 'dataDir', 'times'];
const COMMANDS = ['preview', 'cleanup', 'uris', 'tree', 'diff', 'rotate', '--json', '--yes', '--older-than'];
const OPERATIONS = [
  'createProject',
  'listProjects',
  'getProject',
  'deleteProjectBranch',
  'getSnapshot',
  'GET /projects',
];

test.each([
  // A letter is missing, added, replaced or swapped with its neighbour.
  ['basUrl', OPTIONS, 'baseUrl'],
  ['projctId', OPTIONS, 'projectId'],
  ['postgre', OPTIONS, 'postgres'],
  ['outt', ['out', 'tags'], 'out'],
  ['createProjekt', OPERATIONS, 'createProject'],
  ['prot', OPTIONS, 'port'],
  ['tiems', OPTIONS, 'times'],
  ['preivew', COMMANDS, 'preview'],
  // Several letters are wrong in a longer name.
  ['prewiev', COMMANDS, 'preview'],
  ['--oldr-then', COMMANDS, '--older-than'],
  ['timeout', OPTIONS, 'timeoutMs'],
  // Case does not count.
  ['baseURL', OPTIONS, 'baseUrl'],
  ['LISTPROJECTS', OPERATIONS, 'listProjects'],
  // An underscore or a hyphen counts as a letter.
  ['data_dir', OPTIONS, 'dataDir'],
  ['PROJECT_ID', OPTIONS, 'projectId'],
  ['clean-up', COMMANDS, 'cleanup'],
  // The end differs.
  ['listProject', OPERATIONS, 'listProjects'],
  ['getSnapshots', OPERATIONS, 'getSnapshot'],
  ['GET /project', OPERATIONS, 'GET /projects'],
  ['--jsn', COMMANDS, '--json'],
  ['uri', COMMANDS, 'uris'],
  ['tre', COMMANDS, 'tree'],
])('%s is near to one of %j: %s', (name, known, nearest) => {
  expect(nearestNames(name, known)[0]).toBe(nearest);
});

test.each([
  ['xyzzy', OPTIONS],
  ['x', OPTIONS],
  ['', OPTIONS],
  ['export', OPTIONS],
  ['teer', COMMANDS],
  ['deploy', COMMANDS],
  ['zzzzzzzz', OPERATIONS],
  ['x'.repeat(100_000), OPERATIONS],
])('%s is near to none of %j', (name, known) => {
  expect(nearestNames(name, known)).toEqual([]);
});

test('lists the nearest names first, and keeps the order of equally near ones', () => {
  expect(nearestNames('branch', ['brunches', 'Branch', 'branchs', 'branches', 'bronch'])).toEqual([
    'Branch',
    'branchs',
    'bronch',
    'branches',
  ]);
});

test('suggests a name if the number of wrong letters is within the threshold', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
  fc.assert(
    fc.property(name, name, (given, candidate) => {
      const most = Math.min(3, Math.floor(candidate.length / 3));
      const expected = alignmentDistance(given, candidate) <= most ? [candidate] : [];
      expect(nearestNames(given, [candidate])).toEqual(expected);
    }),
    propertyRuns(500),
  );
});

/** Computes the optimal string alignment from its definition: a table with the distance of every pair of prefixes. */
function alignmentDistance(a: string, b: string): number {
  const table: number[][] = [];
  const at = (row: number, column: number): number => table[row]?.[column] ?? Infinity;
  for (let row = 0; row <= a.length; row++) {
    table.push([]);
    for (let column = 0; column <= b.length; column++) {
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const replaced = at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = isSwap ? at(row - 2, column - 2) + 1 : Infinity;
      const edits = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replaced, swapped);
      table[row]?.push(row + column === 0 ? 0 : edits);
    }
  }
  return at(a.length, b.length);
}
