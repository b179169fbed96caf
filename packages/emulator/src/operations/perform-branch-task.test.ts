import type { Branch } from '@neon-api/types';
import { expect, test } from 'vitest';
import { createFakeDataPlane } from '../../test/support/fake-data-plane.ts';
import type { ProjectRecord } from '../state/index.ts';
import { performBranchTask } from './perform-branch-task.ts';

test('a data plane without replace restores by copying', async () => {
  const { replaceBranchData: _replace, ...copying } = createFakeDataPlane({
    endpointStarted() {},
    endpointSuspended() {},
  });
  const branch = { branch: { id: 'br-a' } as Branch, roles: [], databases: [] };
  const record = { branches: new Map([['br-a', branch]]), endpoints: new Map() } as unknown as ProjectRecord;
  const task = { kind: 'replace-branch', branchId: 'br-a', sourceId: 'br-s', backupId: 'br-b' } as const;
  await performBranchTask(task, record, { dataPlane: copying, now: () => '2026-03-01T00:00:00Z', log: () => {} });
  expect(copying.calls).toEqual([
    'copyBranch {"branchId":"br-b","parentId":"br-a"}',
    'dropBranch br-a',
    'copyBranch {"branchId":"br-a","parentId":"br-s"}',
  ]);
});
