import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProject } from '@neon-api/client/operations';
import type { ConnectionDetails } from '@neon-api/types';
import { type ConnectionUris, toPooledUri } from '../connections/index.ts';
import { awaitRunning, type Ensured, getOrCreate, isFresh } from '../internal/index.ts';
import { type HelperOptions, waitOptions } from '../options/index.ts';
import type { FoundProject } from './find-project.ts';
import { type NewProject, projectRequest } from './project-request.ts';
import { findSettled } from './same-name.ts';

type NamedProject = HelperOptions & NewProject & { readonly name: string };

export interface MadeProject extends Ensured<FoundProject> {
  /** The URIs in the response to the creation. Undefined if the project existed or the response has none. */
  readonly uris: ConnectionUris | undefined;
}

/** Returns the project with this name, and creates it if it is missing. Others may create one at the same moment. */
export async function getOrCreateProject(neon: NeonCaller, options: NamedProject): Promise<MadeProject> {
  let uris: ConnectionUris | undefined;
  const ensured = await getOrCreate<FoundProject>({
    what: `Project "${options.name}"`,
    find: () => findSettled(neon, options),
    async create() {
      const params = { body: projectRequest(options) };
      const answer = await callAndWait(neon, createProject, params, waitOptions(options));
      uris = urisIn(answer.connection_uris);
      return { value: answer.project, operations: answer.operations };
    },
    settle: (project) => settleProject(neon, project, options),
    unique: false,
  });
  return { ...ensured, uris };
}

function urisIn(details: readonly ConnectionDetails[] = []): ConnectionUris | undefined {
  const direct = details[0]?.connection_uri;
  const pooled = direct && toPooledUri(direct);
  return direct && pooled ? { direct, pooled } : undefined;
}

/** Returns the project after the operations of its creation have ended. An interrupted call may have started them. */
export async function settleProject(
  neon: NeonCaller,
  project: FoundProject,
  options: HelperOptions,
): Promise<FoundProject> {
  // The last operation of the creation starts the compute.
  const mayRun = project.compute_last_active_at === undefined && isFresh(neon, project.created_at);
  if (mayRun) await awaitRunning(neon, { projectId: project.id }, options);
  return project;
}
