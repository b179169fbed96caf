import type { Branch, Endpoint, Operation } from '@neon-api/types';
import { expect, test } from 'vitest';
import { createFakeDataPlane } from '../../test/support/fake-data-plane.ts';
import type { BranchReading, DataPlane } from '../data-plane/index.ts';
import { type BranchRecord, createState, type OperationRecord, type ProjectRecord } from '../state/index.ts';
import { systemClock, systemRandom } from '../support/index.ts';
import { readBranch } from './read-branch.ts';
import { sumUsage } from './usage.ts';

const NOW = '2026-03-01T00:01:00Z';
const NOW_MS = Date.parse(NOW);
const READING: BranchReading = {
  roles: [{ name: 'by_sql', canLogIn: true }],
  databases: [],
  sizeBytes: 10,
  log: { beginsAt: 1000, endsAt: 1500 },
};

interface Scene {
  readonly record: BranchRecord;
  readonly project: ProjectRecord;
  /** Reads the branch; `meanwhile` runs while Postgres is read. */
  read(meanwhile?: () => void): Promise<boolean>;
  readonly count: () => number;
  reading: BranchReading;
}

const operation = (status: Operation['status']): OperationRecord =>
  ({ operation: { status } as Operation, task: { kind: 'nothing' }, batch: '', hidden: true }) as OperationRecord;

function setScene(state: Endpoint['current_state'], operations: OperationRecord[] = []): Scene {
  const record: BranchRecord = {
    branch: { id: 'br-a', current_state: 'ready' } as Branch,
    roles: [],
    databases: [],
  };
  const endpoint = { id: 'ep-a', branch_id: 'br-a', current_state: state } as Endpoint;
  const project = {
    branches: new Map([['br-a', record]]),
    endpoints: new Map([['ep-a', endpoint]]),
    operations,
    usage: { 'br-a': [{ endpointId: 'ep-a', fromMs: NOW_MS - 10_000, computeUnits: 1 }] },
  } as unknown as ProjectRecord;
  let count = 0;
  const scene: Scene = {
    record,
    project,
    reading: READING,
    count: () => count,
    read(meanwhile = () => {}) {
      const dataPlane: DataPlane = {
        ...createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} }),
        async readBranch() {
          count += 1;
          if (count === 1) meanwhile();
          return scene.reading;
        },
      };
      return readBranch({ dataPlane, state: createState(systemClock, systemRandom), now: () => NOW }, project, record);
    },
  };
  return scene;
}

const nameOf = ({ record }: Scene): (string | undefined)[] => record.roles.map(({ role }) => role.name);

test('Postgres is read every time while a compute runs, and once afterwards', async () => {
  const awake = setScene('active');
  await awake.read();
  await awake.read();
  expect(awake.count()).toBe(2);
  const idle = setScene('idle');
  await idle.read();
  await idle.read();
  expect([idle.count(), nameOf(idle)]).toEqual([1, ['by_sql']]);
});

test('a reading does not overwrite what an operation is about to do', async () => {
  const scene = setScene('active', [operation('running')]);
  expect(await scene.read()).toBe(false);
  expect(nameOf(scene)).toEqual([]);
});

test('a change during the reading is kept, and Postgres is read again', async () => {
  const scene = setScene('active');
  await scene.read(() => scene.project.operations.push(operation('finished')));
  expect([scene.count(), nameOf(scene)]).toEqual([2, ['by_sql']]);
});

test('WAL growth counts as written bytes, from where the branch’s own WAL begins', async () => {
  const scene = setScene('active');
  const written = (): number => sumUsage(scene.project.usage['br-a'] ?? [], 0, NOW_MS).writtenBytes;
  await scene.read();
  expect(written()).toBe(500);
  scene.reading = { ...READING, log: { beginsAt: 1000, endsAt: 1700 } };
  await scene.read();
  expect(written()).toBe(700);
  // Replaces the data.
  scene.record.reading = { sizeBytes: 10, isCurrent: false };
  scene.reading = { ...READING, log: { beginsAt: 90_000, endsAt: 90_001 } };
  await scene.read();
  expect(written()).toBe(701);
});

test('written bytes count for the time when the compute ran', () => {
  const interval = { endpointId: 'ep', fromMs: 0, toMs: 4000, computeUnits: 1, written: { bytes: 400, untilMs: 4000 } };
  expect(sumUsage([interval], 0, 1000).writtenBytes).toBe(100);
  expect(sumUsage([interval], 1000, 9000).writtenBytes).toBe(300);
  expect(sumUsage([{ ...interval, written: { bytes: 5, untilMs: 0 } }], 0, 1000).writtenBytes).toBe(5);
});
