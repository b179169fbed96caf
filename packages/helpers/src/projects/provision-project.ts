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
 * A new project that is ready to connect to: made, waited for, with its direct and pooled URI.
 *
 * @throws NeonApiError when Neon refuses, e.g. an unknown region or a plan's limit of projects.
 * @throws NeonOperationError, NeonTimeoutError when the project does not become ready; it exists then, and `error.token`
 *   goes on waiting for it.
 * @throws what `connectionUris` throws, with the project's id in the message, when it is ready but its URIs cannot be told.
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
    throw withNote(error, `Project ${project.id} is made and ready; connectionUris tells its URIs.`);
  });
  return { project, branch, uris, operations };
}
