import { createApiKey, createSnapshot, listApiKeys, listSnapshots } from '@neon-api/client/operations';
import {
  connectionUris,
  ensureDatabase,
  ensureEndpoint,
  ensureRole,
  pruneSnapshots,
  restartCompute,
  restoreFromSnapshot,
  rotateApiKey,
  rotateRolePassword,
  scaleCompute,
  setBackupSchedule,
  startCompute,
  suspendCompute,
  takeSnapshot,
} from '../../src/index.ts';
import { named, ofBranch, type Workflow } from './workflow.ts';

const accept = async (): Promise<void> => undefined;

export const WORKFLOWS_OF_BRANCH_CONTENTS: Readonly<Record<string, Workflow>> = {
  connectionUris: {
    run: (neon, { projectId }) => connectionUris(neon, { projectId }),
    touches: () => false,
  },
  ensureRole: {
    run: (neon, { projectId, branchId }) => ensureRole(neon, { projectId, branchId: branchId('dev'), name: 'app2' }),
    touches: ({ kind, branch, name }) => kind === 'role' && branch === 'dev' && name === 'app2',
    isDone: (world) => named(world, 'role', 'app2', 'dev').length === 1,
  },
  ensureDatabase: {
    run: (neon, { projectId, branchId }) =>
      ensureDatabase(neon, { projectId, branchId: branchId('dev'), name: 'orders', ownerName: 'neondb_owner' }),
    touches: ({ kind, branch, name }) => kind === 'database' && branch === 'dev' && name === 'orders',
    isDone: (world) => named(world, 'database', 'orders', 'dev').length === 1,
  },
  ensureEndpoint: {
    run: (neon, { projectId, branchId }) => ensureEndpoint(neon, { projectId, branchId: branchId('new-2') }),
    touches: ({ kind, branch }) => kind === 'endpoint' && branch === 'new-2',
    isDone: (world) => [...world.values()].some(({ kind, branch }) => kind === 'endpoint' && branch === 'new-2'),
  },
  'start, restart and suspend a compute': {
    async run(neon, { projectId, branchId }) {
      const place = { projectId, branchId: branchId('dev') };
      await startCompute(neon, place);
      await restartCompute(neon, place);
      await suspendCompute(neon, place);
    },
    touches: () => false,
  },
  scaleCompute: {
    run: (neon, { projectId, branchId }) => scaleCompute(neon, { projectId, branchId: branchId('dev'), maxCu: 3 }),
    touches: ({ kind, branch }) => kind === 'endpoint' && branch === 'dev',
    isDone: (world) => [...world.values()].some(({ facts }) => JSON.stringify(facts).includes('max_cu":3')),
  },
  rotateRolePassword: {
    run: (neon, { projectId, branchId }) =>
      rotateRolePassword(neon, {
        ...{ projectId, branchId: branchId('main'), roleName: 'app' },
        ...{ store: accept, verify: accept },
      }),
    touches: ({ kind, branch, name, project }) =>
      kind === 'role' && project === 'shop' && branch === 'main' && name === 'app',
    isSecret: true,
  },
  rotateApiKey: {
    async run(neon, _, { calm }) {
      const oldKeyId = (await listApiKeys(calm, {})).find(({ name }) => name === 'old')?.id ?? 0;
      await rotateApiKey(neon, { oldKeyId, name: 'rotated', store: accept, verify: accept });
    },
    prepare: (neon) => createApiKey(neon, { body: { key_name: 'old' } }),
    touches: ({ kind, name }, what) => kind === 'key' && (what === 'removed' ? name === 'old' : name === 'rotated'),
    isDone: (world) => named(world, 'key', 'rotated').length === 1 && named(world, 'key', 'old').length === 0,
    isSecret: true,
    again: false,
  },
  takeSnapshot: {
    run: (neon, { projectId, branchId }) =>
      takeSnapshot(neon, { projectId, branchId: branchId('main'), name: 'before' }),
    touches: ({ kind, name }) => kind === 'snapshot' && name === 'before',
    isDone: (world) => named(world, 'snapshot', 'before').length === 1,
  },
  restoreFromSnapshot: {
    prepare: (neon, { projectId: project_id, branchId }) =>
      createSnapshot(neon, { project_id, branch_id: branchId('main'), name: 'before' }),
    async run(neon, { projectId }, { calm }) {
      const { snapshots: all } = await listSnapshots(calm, { project_id: projectId });
      return restoreFromSnapshot(neon, { projectId, snapshotId: all[0]?.id ?? '', name: 'looked-at' });
    },
    touches: ofBranch('looked-at'),
    isDone: (world) => named(world, 'branch', 'looked-at').length === 1,
  },
  pruneSnapshots: {
    async prepare(neon, { projectId: project_id, branchId }) {
      for (const name of ['s1', 's2', 's3']) {
        await createSnapshot(neon, { project_id, branch_id: branchId('main'), name });
        await neon.runtime.clock.sleep(1000);
      }
    },
    run: (neon, { projectId, branchId }) =>
      pruneSnapshots(neon, { projectId, branchId: branchId('main'), keepLast: 1 }),
    touches: ({ kind, name }, what) => kind === 'snapshot' && what === 'removed' && name !== 's3',
    isDone: (world) => named(world, 'snapshot', 's1').length + named(world, 'snapshot', 's2').length === 0,
  },
  setBackupSchedule: {
    run: (neon, { projectId, branchId }) =>
      setBackupSchedule(neon, {
        ...{ projectId, branchId: branchId('main') },
        schedule: [{ frequency: 'daily', hour: 3, retention_seconds: 7 * 86_400 }],
      }),
    touches: ({ kind, name, project }) => kind === 'schedule' && project === 'shop' && name === 'main',
    isDone: (world) => JSON.stringify(named(world, 'schedule', 'main')[0]?.facts).includes('daily'),
  },
};
