import { paginate } from '@neon-api/client';
import { listProjectBranches, updateProjectBranch } from '@neon-api/client/operations';
import {
  applyCleanup,
  ensureBranch,
  ensurePreviewBranch,
  openEphemeralBranch,
  planCleanup,
  promoteBranch,
  removePreviewBranch,
  resetBranch,
  restoreBranch,
  undoRestore,
  withEphemeralBranch,
} from '../../src/index.ts';
import { named, ofBranch, type Workflow } from './workflow.ts';

const nothing = (): boolean => false;

export const WORKFLOWS_OF_BRANCHES: Readonly<Record<string, Workflow>> = {
  ensureBranch: {
    run: (neon, { projectId }) => ensureBranch(neon, { projectId, name: 'new' }),
    touches: ofBranch('new'),
    isDone: (world) => named(world, 'branch', 'new').length === 1,
  },
  'ensureBranch of an existing branch, with update': {
    run: (neon, { projectId }) =>
      ensureBranch(neon, { projectId, name: 'new-2', protected: true, compute: { maxCu: 2 }, onDrift: 'update' }),
    touches: ofBranch('new-2'),
    isDone: (world) =>
      'isProtected' in (named(world, 'branch', 'new-2')[0]?.facts ?? {}) &&
      [...world.values()].some(({ kind, branch }) => kind === 'endpoint' && branch === 'new-2'),
  },
  ensurePreviewBranch: {
    run: (neon, { projectId }) => ensurePreviewBranch(neon, { projectId, key: 2 }),
    touches: ofBranch('preview/2'),
    isDone: (world) => named(world, 'branch', 'preview/2').length === 1,
  },
  'ensurePreviewBranch with reset': {
    run: (neon, { projectId }) => ensurePreviewBranch(neon, { projectId, key: 1, reset: true }),
    touches: ofBranch('preview/1'),
    isDone: (world) => 'last_reset_at' in (named(world, 'branch', 'preview/1')[0]?.facts ?? {}),
  },
  removePreviewBranch: {
    run: (neon, { projectId }) => removePreviewBranch(neon, { projectId, key: 1 }),
    touches: ofBranch('preview/1'),
    isDone: (world) => named(world, 'branch', 'preview/1').length === 0,
  },
  withEphemeralBranch: {
    run: (neon, { projectId }) => withEphemeralBranch(neon, { projectId }, ({ uris }) => uris.direct.length),
    touches: nothing,
  },
  'withEphemeralBranch with a callback that fails': {
    run: (neon, { projectId }) =>
      withEphemeralBranch(neon, { projectId }, () => Promise.reject(new TypeError('the use failed'))),
    touches: nothing,
  },
  openEphemeralBranch: {
    async run(neon, { projectId }) {
      await using branch = await openEphemeralBranch(neon, { projectId, prefix: 'preview/' });
      return branch.uris;
    },
    touches: nothing,
  },
  resetBranch: {
    run: (neon, { projectId, branchId }) => resetBranch(neon, { projectId, branchId: branchId('next') }),
    touches: ofBranch('next'),
    isDone: (world) => 'last_reset_at' in (named(world, 'branch', 'next')[0]?.facts ?? {}),
  },
  restoreBranch: {
    run(neon, { projectId, branchId }) {
      const timestamp = new Date(neon.runtime.clock.now() - 60_000).toISOString();
      return restoreBranch(neon, { projectId, branchId: branchId('dev'), timestamp, backup: 'dev-kept' });
    },
    // Children move to the backup.
    touches: ofBranch('dev', 'dev-kept', 'dev/child'),
    isDone: (world) => named(world, 'branch', 'dev-kept').length === 1,
    // Then the name of the backup is taken, and the helper says so.
    again: false,
  },
  undoRestore: {
    async prepare(neon, { projectId, branchId }) {
      const timestamp = new Date(neon.runtime.clock.now() - 60_000).toISOString();
      await restoreBranch(neon, { projectId, branchId: branchId('dev'), timestamp });
    },
    run: (neon, { projectId, branchId }) =>
      undoRestore(neon, { projectId, branchId: branchId('dev'), backup: 'undone' }),
    touches: ({ project, branch = '' }) =>
      project === 'shop' && (branch.startsWith('dev_before_restore_') || ofBranchDev({ branch })),
    isDone: (world) => named(world, 'branch', 'undone').length === 1,
    again: false,
  },
  promoteBranch: {
    prepare: (neon, { projectId: project_id, branchId }) =>
      updateProjectBranch(neon, {
        ...{ project_id, branch_id: branchId('next') },
        body: { branch: { expires_at: new Date(neon.runtime.clock.now() + 86_400_000).toISOString() } },
      }),
    run: (neon, { projectId, branchId }) =>
      promoteBranch(neon, { projectId, branchId: branchId('next'), endpoint: 'replace', protect: true }),
    touches: ofBranch('next', 'main'),
    isDone: (world) =>
      JSON.stringify(named(world, 'branch', 'next')[0]?.facts).includes('"isProtected":true,"isDefault":true'),
  },
  'planCleanup and applyCleanup': {
    async run(neon, { projectId }) {
      const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
      const plan = planCleanup(
        { projectId, branches, nowMs: neon.runtime.clock.now() },
        { prefix: 'preview/', openKeys: [12] },
      );
      const { failed } = await applyCleanup(neon, plan);
      if (failed.length > 0)
        throw new AggregateError([], failed.map(({ reason, name }) => `${name}: ${reason}`).join(', '));
    },
    touches: ofBranch('preview/1'),
    isDone: (world) => named(world, 'branch', 'preview/1').length === 0,
  },
};

function ofBranchDev({ branch }: { readonly branch: string }): boolean {
  return ['dev', 'dev/child', 'undone'].includes(branch);
}
