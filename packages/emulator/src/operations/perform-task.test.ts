import type { Branch, Endpoint } from '@neon-api/types';
import { expect, test } from 'vitest';
import { createFakeDataPlane } from '../../test/support/fake-data-plane.ts';
import type { BranchReading, EndpointUsage } from '../data-plane/index.ts';
import { type BranchRecord, createState, type ProjectRecord } from '../state/index.ts';
import { systemClock, systemRandom } from '../support/index.ts';
import { performTask } from './perform-task.ts';

const NOBODY: EndpointUsage = { isInUse: false, ended: 4, idleMs: 10 };
const LAST_CLIENT_GOES: EndpointUsage = { ...NOBODY, idleMs: 0 };
const ANOTHER_CAME: EndpointUsage = { ...NOBODY, ended: 5 };

const READING: BranchReading = { roles: [], databases: [], sizeBytes: 10, log: { beginsAt: 0, endsAt: 0 } };

async function suspend(options: {
  readBranch?: () => Promise<BranchReading>;
  usage: EndpointUsage[];
}): Promise<BranchRecord> {
  const record: BranchRecord = { branch: { id: 'br-a', current_state: 'ready' } as Branch, roles: [], databases: [] };
  const endpoint = { id: 'ep-a', branch_id: 'br-a', current_state: 'active' } as Endpoint;
  const project = {
    branches: new Map([['br-a', record]]),
    endpoints: new Map([['ep-a', endpoint]]),
    operations: [],
    usage: {},
  } as unknown as ProjectRecord;
  const dataPlane = {
    ...createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} }),
    readBranch: async () => READING,
    readUsage: () => options.usage.shift() ?? { isInUse: false, ended: 0, idleMs: 0 },
    ...options,
  };
  const tools = {
    dataPlane,
    state: createState(systemClock, systemRandom),
    now: () => '2026-03-01T00:00:00Z',
    log: () => {},
  };
  await performTask({ kind: 'suspend-endpoint', endpointId: 'ep-a' }, project, tools);
  expect([endpoint.current_state, dataPlane.calls]).toEqual(['idle', ['suspendEndpoint ep-a']]);
  return record;
}

test('a reading after the last client left stays current while no client connects', async () => {
  expect((await suspend({ usage: [LAST_CLIENT_GOES, NOBODY] })).reading).toMatchObject({
    sizeBytes: 10,
    isCurrent: true,
  });
});

test('a reading is not current if a client was connected meanwhile', async () => {
  expect((await suspend({ usage: [NOBODY, ANOTHER_CAME] })).reading).toMatchObject({ sizeBytes: 10, isCurrent: false });
});

test('a failed reading does not keep a compute awake', async () => {
  const readBranch = () => Promise.reject(new Error('no'));
  expect((await suspend({ readBranch, usage: [] })).reading).toBeUndefined();
});
