import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProject } from '@neon-api/client/operations';
import type { Branch, Operation, Project } from '@neon-api/types';
import { type ConnectionUris, connectionUris } from '../connections/index.ts';
import { withNote } from '../message-parts.ts';
import { assertOptions, HELPER_OPTIONS, type HelperOptions, type OptionRules, waitOptions } from '../options/index.ts';
import { NEW_PROJECT, type NewProject, projectRequest } from './project-request.ts';

export interface ProvisionProjectOptions extends HelperOptions, NewProject {}

export interface ProvisionedProject {
  readonly project: Project;
  /** The default branch. */
  readonly branch: Branch;
  readonly uris: ConnectionUris;
  /** The finished operations of its creation. */
  readonly operations: readonly Operation[];
}

const OPTIONS: OptionRules<ProvisionProjectOptions> = { ...HELPER_OPTIONS, ...NEW_PROJECT };

/**
 * Creates a project, waits until it is ready, and returns its direct and pooled URI. Two calls create two projects.
 *
 * @throws NeonApiError if Neon refuses, e.g. an unknown region or too many projects for the plan.
 * @throws NeonOperationError, NeonTimeoutError if the project does not become ready. The project exists, and you can resume
 *   the wait with `error.token`.
 * @throws the errors of `connectionUris`, with the project's id in the message. The project is ready.
 * @example
 * const { project, uris } = await provisionProject(neon, { name: 'shop' });
 */
export async function provisionProject(
  neon: NeonCaller,
  options: ProvisionProjectOptions = {},
): Promise<ProvisionedProject> {
  assertOptions('provisionProject', options, OPTIONS);
  const params = { body: projectRequest(options) };
  const answer = await callAndWait(neon, createProject, params, waitOptions(options));
  const { project, branch, databases, roles, operations } = answer;
  const uris = await connectionUris(neon, {
    projectId: project.id,
    branchId: branch.id,
    databaseName: databases[0]?.name,
    roleName: roles[0]?.name,
    signal: options.signal,
  }).catch((error: unknown) => {
    throw withNote(error, `Project ${project.id} exists and is ready. Call connectionUris to get its URIs.`);
  });
  return { project, branch, uris, operations };
}
