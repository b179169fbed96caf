import { createProject } from '@neon-api/client/operations';
import {
  ensureBranch,
  ensureProject,
  type FleetReport,
  forEachProject,
  provisionProject,
  provisionTenants,
  type WorkUnit,
  withProject,
} from '../../src/index.ts';
import { named, ofBranch, type Workflow } from './workflow.ts';

const ofProject =
  (name: string) =>
  ({ project }: { readonly project?: string }): boolean =>
    project === name;

/** Throws one error for the failed units of a report. */
function throwFailed({ done, failed }: FleetReport<WorkUnit, unknown>): void {
  if (failed.length === 0) return;
  const units = [...done.map((one) => JSON.stringify(one)), ...failed.map(({ unit }) => JSON.stringify(unit))];
  throw new AggregateError(
    failed.map(({ error }) => error),
    units.join(),
  );
}

export const WORKFLOWS_OF_PROJECTS: Readonly<Record<string, Workflow>> = {
  ensureProject: {
    run: (neon) => ensureProject(neon, { name: 'sho' }),
    touches: ofProject('sho'),
    isDone: (world) => named(world, 'project', 'sho').length === 1,
  },
  'ensureProject of an existing project, with update': {
    run: (neon) => ensureProject(neon, { name: 'shop', historyRetentionSeconds: 3600, onDrift: 'update' }),
    touches: ({ kind, name }) => kind === 'project' && name === 'shop',
    isDone: (world) => JSON.stringify(named(world, 'project', 'shop')[0]?.facts).includes('3600'),
  },
  provisionProject: {
    run: (neon) => provisionProject(neon, { name: 'fresh' }),
    touches: ofProject('fresh'),
    isDone: (world) => named(world, 'project', 'fresh').length === 1,
    // A second call creates a second project, as documented.
    again: false,
  },
  withProject: {
    run: (neon) => withProject(neon, {}, ({ uris }) => uris.pooled.length),
    touches: () => false,
  },
  'withProject with a callback that fails': {
    run: (neon) => withProject(neon, { prefix: 'shop' }, () => Promise.reject(new TypeError('the use failed'))),
    touches: () => false,
  },
  'provisionTenants with a branch each': {
    async run(neon, { projectId }) {
      const tenants = ['a', 'b', 'c'];
      throwFailed(await provisionTenants(neon, { tenants, template: { kind: 'branch', projectId } }));
    },
    touches: ofBranch('tenant-a', 'tenant-b', 'tenant-c'),
    isDone: (world) => ['a', 'b', 'c'].every((key) => named(world, 'branch', `tenant-${key}`).length === 1),
  },
  'provisionTenants with a project each': {
    async run(neon) {
      throwFailed(await provisionTenants(neon, { tenants: ['a', 'b'], template: { kind: 'project' } }));
    },
    touches: ({ project = '' }) => project === 'tenant-a' || project === 'tenant-b',
    isDone: (world) => ['a', 'b'].every((key) => named(world, 'project', `tenant-${key}`).length === 1),
  },
  forEachProject: {
    prepare: (neon) => createProject(neon, { body: { project: { name: 'other' } } }),
    async run(neon) {
      const matches = ({ name }: { readonly name: string }): boolean => name.startsWith('shop');
      throwFailed(
        await forEachProject(neon, { matches }, ({ projectId }, { neon: one, signal }) =>
          ensureBranch(one, { projectId, name: 'staging', signal }),
        ),
      );
    },
    touches: ({ project = '', branch }) => project.startsWith('shop') && branch === 'staging',
    isDone: (world) =>
      [...world.values()].filter(({ kind, name }) => kind === 'branch' && name === 'staging').length === 2,
  },
};
