import type { Branch } from '@neon-api/types';
import { expect, test } from 'vitest';
import type { ProjectRecord } from '../state/index.ts';
import { findProjectOf } from './find-project-of.ts';

test.each([
  ['a branch', 'br-a', true],
  ['a deleted branch', 'br-gone', true],
  ['a snapshot', 'snap-a', true],
  ['an unknown id', 'br-none', false],
])('the project of %s (%s) is found: %s', (_, id, isFound) => {
  const project = {
    branches: new Map([['br-a', {}]]),
    deletedBranches: [{ branch: { id: 'br-gone' } as Branch }],
    snapshots: [{ snapshot: { id: 'snap-a' } }],
  } as unknown as ProjectRecord;
  expect(findProjectOf({ projects: new Map([['p', project]]) }, id)).toBe(isFound ? project : undefined);
});
