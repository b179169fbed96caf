import type { Branch } from '@neon-api/types';
import { expect, test } from 'vitest';
import type { ProjectRecord } from '../state/index.ts';
import { findHistorySeconds } from './find-history-seconds.ts';

test('a branch, a deleted branch and a snapshot have the retention of their project', () => {
  const project = {
    project: { history_retention_seconds: 60 },
    branches: new Map([['br-a', {}]]),
    deletedBranches: [{ branch: { id: 'br-gone' } as Branch }],
    snapshots: [{ snapshot: { id: 'snap-a' } }],
  } as unknown as ProjectRecord;
  const seconds = ['br-a', 'br-gone', 'snap-a', 'br-none'].map((id) =>
    findHistorySeconds({ projects: new Map([['p', project]]) }, id),
  );
  expect(seconds).toEqual([60, 60, 60, undefined]);
});
