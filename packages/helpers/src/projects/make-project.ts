import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProject } from '@neon-api/client/operations';
import type { Operation } from '@neon-api/types';
import { type HelperOptions, waitOptions } from '../helper-options.ts';
import { awaitRunning, type Ensured, getOrMake, isFresh } from '../internal/index.ts';
import type { FoundProject } from './find-project.ts';
import { type NewProject, projectRequest } from './project-request.ts';
import { findSettled } from './same-name.ts';

type NamedProject = HelperOptions & NewProject & { readonly name: string };

/** The project of that name as it is, made if it is missing. Others may make one of that name at the same moment. */
export function getOrMakeProject(neon: NeonCaller, options: NamedProject): Promise<Ensured<FoundProject>> {
  return getOrMake<FoundProject>({
    what: `Project "${options.name}"`,
    look: () => findSettled(neon, options),
    make: () => makeProject(neon, options),
    settle: (project) => settleProject(neon, project, options),
    unique: false,
  });
}

/** The project once what its creation started has ended, perhaps by a call that was cut off. */
export async function settleProject(
  neon: NeonCaller,
  project: FoundProject,
  options: HelperOptions,
): Promise<FoundProject> {
  if (isFresh(neon, project.created_at)) await awaitRunning(neon, { projectId: project.id }, options);
  return project;
}

async function makeProject(
  neon: NeonCaller,
  options: NamedProject,
): Promise<{ value: FoundProject; operations: readonly Operation[] }> {
  const params = { body: projectRequest(options) };
  const { project, operations } = await callAndWait(neon, createProject, params, waitOptions(options));
  return { value: project, operations };
}
