import fc from 'fast-check';
import { LOCAL_ORG_ID } from '../../src/state/index.ts';
import type { CreatedProject } from '../support/api.ts';
import { anIndex, defineCommand, type ModelCommand } from './define-command.ts';
import { liveProject, newModelBranch, pickFrom } from './model.ts';

/** Few names, so that they collide. */
const MAX_PROJECTS = 3;

export const createProject: fc.Arbitrary<ModelCommand> = defineCommand(
  'createProject',
  fc.constantFrom('shop', 'blog'),
  ({ projects }, name) =>
    projects.size >= MAX_PROJECTS
      ? undefined
      : {
          call: { method: 'POST', path: '/projects', body: { project: { name, org_id: LOCAL_ORG_ID } } },
          status: 201,
          apply({ project, branch, endpoints }: CreatedProject) {
            const main = newModelBranch({
              name: 'main',
              isDefault: true,
              roles: new Set(['neondb_owner']),
              databases: new Map([['neondb', 'neondb_owner']]),
            });
            projects.set(project.id, {
              id: project.id,
              name,
              isDeleted: false,
              branches: new Map([[branch.id, main]]),
              deletedBranches: new Map(),
              endpoints: new Map(
                endpoints.map(({ id }) => [id, { branchId: branch.id, type: 'read_write', isActive: true }]),
              ),
              snapshots: new Map(),
            });
          },
        },
);

const renameProject = defineCommand(
  'renameProject',
  fc.tuple(anIndex, fc.constantFrom('x', 'y')),
  (model, [index, name]) => {
    const project = liveProject(model, index);
    if (!project) return undefined;
    return {
      call: { method: 'PATCH', path: `/projects/${project.id}`, body: { project: { name } } },
      status: 200,
      apply: () => {
        project.name = name;
      },
    };
  },
);

const deleteProject = defineCommand('deleteProject', anIndex, (model, index) => {
  const project = liveProject(model, index);
  if (!project) return undefined;
  const isProtected = [...project.branches.values()].some((branch) => branch.isProtected);
  return {
    call: { method: 'DELETE', path: `/projects/${project.id}` },
    status: isProtected ? 422 : 200,
    apply: () => {
      if (isProtected) return;
      project.isDeleted = true;
      for (const endpoint of project.endpoints.values()) endpoint.isActive = false;
    },
  };
});

const recoverProject = defineCommand('recoverProject', anIndex, ({ projects }, index) => {
  const project = pickFrom(projects.values(), index);
  if (!project) return undefined;
  return {
    call: { method: 'POST', path: `/projects/${project.id}/recover` },
    status: project.isDeleted ? 200 : 409,
    apply: () => {
      project.isDeleted = false;
    },
  };
});

export const projectCommands: fc.Arbitrary<ModelCommand>[] = [
  createProject,
  renameProject,
  deleteProject,
  recoverProject,
];
