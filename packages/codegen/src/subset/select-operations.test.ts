import { expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { selectOperations } from './select-operations.ts';

const document = tinyDocument({
  '/a': {
    get: tinyOperation('listBranches', { tags: ['Branch'] }),
    post: tinyOperation('createBranch', { tags: ['Branch'] }),
  },
  '/b': { get: tinyOperation('listProjects', { tags: ['Project', 'Public'] }), put: tinyOperation('untagged') },
});
const select = (operations: string[], tags: string[] = []) =>
  [...selectOperations(document, { operations, tags })].sort();

test('operations are selected by id, by tag, or both', () => {
  expect(select(['untagged'])).toEqual(['untagged']);
  expect(select([], ['Branch'])).toEqual(['createBranch', 'listBranches']);
  expect(select(['untagged', 'listBranches'], ['Public', 'Branch'])).toEqual([
    'createBranch',
    'listBranches',
    'listProjects',
    'untagged',
  ]);
});

test('the error lists every unknown name, with the nearest known ones', () => {
  expect(() => select(['listProject', 'untagged', 'createBranche'], ['branch'])).toThrow(
    'There is no operation "listProject". Did you mean "listProjects"?\n' +
      'There is no operation "createBranche". Did you mean "createBranch"',
  );
  expect(() => select([], ['branch'])).toThrow('There is no tag "branch". Did you mean "Branch"?');
});

test('an empty selection is an error', () => {
  expect(() => select([])).toThrow('No operations are selected. Pass operations, tags, or both.');
});
