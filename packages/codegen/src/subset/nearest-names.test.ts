import { describe, expect, test } from 'vitest';
import { nearestNames, suggestion } from './nearest-names.ts';

const KNOWN = ['createProject', 'listProjects', 'getProject', 'deleteProjectBranch', 'getSnapshot'];

describe('nearestNames', () => {
  test.each([
    ['listProject', 'listProjects'],
    ['LISTPROJECTS', 'listProjects'],
    ['createProjekt', 'createProject'],
    ['getSnapshots', 'getSnapshot'],
  ])('%s → %s', (name, nearest) => {
    expect(nearestNames(name, KNOWN)[0]).toBe(nearest);
  });

  test('are three at most, and none when nothing is near', () => {
    expect(nearestNames('getProjects', [...KNOWN, 'getProject1', 'getProject2', 'getProject3'])).toHaveLength(3);
    expect(nearestNames('zzzzzzzz', KNOWN)).toEqual([]);
  });
});

describe('suggestion', () => {
  test('offers what is near', () => {
    expect(suggestion('outt', ['out', 'tags'])).toBe(' Did you mean "out"?');
  });

  test('lists what there is when nothing is near and it is little', () => {
    expect(suggestion('zzzzzzzz', ['out', 'tags'])).toBe(' There are: out, tags.');
    expect(
      suggestion(
        'zzzzzzzz',
        Array.from({ length: 99 }, (_, index) => `operation${index}`),
      ),
    ).toBe('');
  });
});
