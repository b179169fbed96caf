import { expect, test } from 'vitest';
import { createFakeDataPlane } from '../../test/support/fake-data-plane.ts';
import type { OperationRecord, ProjectRecord } from '../state/index.ts';
import { removeStrays } from './remove-strays.ts';

const operation = (status: string, rest: object): OperationRecord =>
  ({ operation: { status }, batch: '', hidden: false, ...rest }) as unknown as OperationRecord;

test('data that no record or unfinished operation refers to is removed and logged', async () => {
  const project = {
    branches: new Map([['br-live', {}]]),
    deletedBranches: [{ branch: { id: 'br-deleted' } }],
    snapshots: [{ snapshot: { id: 'snap-kept' } }],
    operations: [
      operation('running', { task: { kind: 'drop-branch', branchId: 'br-being-dropped', endpointIds: [] } }),
      operation('scheduling', { task: { kind: 'drop-snapshot', snapshotId: 'snap-being-dropped' } }),
      operation('failed', { task: { kind: 'nothing' }, undo: { branches: { 'br-put-back': null } } }),
      operation('error', { task: { kind: 'copy-branch', branchId: 'br-failed' } }),
    ],
  } as unknown as ProjectRecord;
  const kept = ['br-live', 'br-deleted', 'snap-kept', 'br-being-dropped', 'snap-being-dropped', 'br-put-back'];
  const dataPlane = {
    ...createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} }),
    listBranches: () => [...kept, 'br-failed', 'br-unheard-of'],
  };
  const log: string[] = [];
  await removeStrays({ projects: new Map([['p', project]]) }, dataPlane, (line) => log.push(line));
  expect(dataPlane.calls).toEqual(['dropBranch br-failed', 'dropBranch br-unheard-of']);
  expect(log).toEqual([expect.stringContaining('br-failed'), expect.stringContaining('br-unheard-of')]);
});
