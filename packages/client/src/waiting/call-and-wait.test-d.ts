import type { NeonCaller } from '../client/index.ts';
import * as operations from '../generated/operations.ts';
import { callAndWait } from './index.ts';

declare const neon: NeonCaller;

type Operations = typeof operations;

/** The functions that `callAndWait` accepts, according to the compiler. */
type StartingName = {
  [Name in keyof Operations]: Operations[Name] extends Parameters<
    typeof callAndWait<Parameters<Operations[Name]>[1], Awaited<ReturnType<Operations[Name]>>>
  >[1]
    ? Name
    : never;
}[keyof Operations];

export const STARTING: Record<StartingName, true> = {
  addProjectJWKS: true,
  createProject: true,
  createProjectBranch: true,
  createProjectBranchAnonymized: true,
  createProjectBranchDatabase: true,
  createProjectBranchRole: true,
  createProjectEndpoint: true,
  createSnapshot: true,
  deleteProjectBranch: true,
  deleteProjectBranchDatabase: true,
  deleteProjectBranchRole: true,
  deleteProjectEndpoint: true,
  deleteSnapshot: true,
  finalizeRestoreBranch: true,
  resetProjectBranchRolePassword: true,
  restartProjectEndpoint: true,
  restoreProjectBranch: true,
  restoreSnapshot: true,
  setDefaultProjectBranch: true,
  startProjectEndpoint: true,
  suspendProjectEndpoint: true,
  updateProject: true,
  updateProjectBranch: true,
  updateProjectBranchDatabase: true,
  updateProjectEndpoint: true,
};

// Compiles only if each of these does not.
void [
  // @ts-expect-error starts nothing
  () => callAndWait(neon, operations.getProject, { project_id: 'p' }),
  // @ts-expect-error lists operations that others started
  () => callAndWait(neon, operations.listProjectOperations, { project_id: 'p' }),
  // @ts-expect-error starts nothing
  () => callAndWait(neon, operations.listProjects, {}),
  // @ts-expect-error the body is missing
  () => callAndWait(neon, operations.createProject, {}),
];
