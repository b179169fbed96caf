import { isNeonError, type NeonCaller } from '@neon-api/client';
import { deleteProject } from '@neon-api/client/operations';
import { type ConnectionUris, connectionUris } from '../connections/index.ts';
import { errorAfterRemoval, type Removal, randomName, rejectOnAbort } from '../internal/index.ts';
import { repeatIfLost, undefinedOn404 } from '../lost-answer.ts';
import {
  assertCallback,
  assertOptions,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  text,
  waitOptions,
} from '../options/index.ts';
import { type FoundProject, listProjectsNamed } from './find-project.ts';
import { getOrCreateProject } from './get-or-create-project.ts';
import { NEW_PROJECT, type NewProject } from './project-request.ts';

export interface WithProjectOptions extends HelperOptions, Pick<NewProject, 'regionId' | 'pgVersion' | 'orgId'> {
  /** Start of the project name. Random characters follow. Default: `ephemeral-`. */
  readonly prefix?: string | undefined;
}

export interface EphemeralProject {
  readonly project: FoundProject;
  readonly uris: ConnectionUris;
}

const { regionId, pgVersion, orgId } = NEW_PROJECT;
const OPTIONS: OptionRules<WithProjectOptions> = { ...HELPER_OPTIONS, prefix: text, regionId, pgVersion, orgId };

// How long Neon may take to process a request after the client gave up on it.
const STRAGGLER_MS = 1000;

/**
 * Runs `use` with a new project, and deletes the project afterwards, also after an error. If `options.signal` aborts, it
 * deletes the project without waiting for `use` to end. Projects do not expire: if the process dies, the project stays, and
 * you can find it by its prefix. If a branch is enough, `withEphemeralBranch` is safer and faster.
 *
 * @returns the result of `use`
 * @throws the error of `use`, or the reason of the signal; an AggregateError if the project could not be deleted either
 * @throws NeonApiError, NeonOperationError, NeonTimeoutError if the project does not become ready
 * @example
 * await withProject(neon, { pgVersion: 18 }, async ({ uris }) => runTests(uris.direct));
 */
export async function withProject<T>(
  neon: NeonCaller,
  options: WithProjectOptions,
  use: (project: EphemeralProject) => Promise<T> | T,
): Promise<T> {
  assertOptions('withProject', options, OPTIONS);
  assertCallback('withProject', use);
  const { prefix = 'ephemeral-', signal, timeoutMs: _wait, onProgress: _progress, ...asked } = options;
  signal?.throwIfAborted();
  const name = randomName(prefix, neon.runtime.random);
  const removal = (isSure: boolean): Removal => ({
    what: `project "${name}"`,
    otherwise: 'Delete it yourself: projects do not expire.',
    remove: () => (made ? removeProject(neon, made) : removeByName(neon, name, options.orgId, isSure)),
  });
  let made: FoundProject | undefined;
  let result: T;
  try {
    // The name is random, so no other call uses it: there is nothing to compare, and no race.
    const { value: project } = await getOrCreateProject(neon, { ...waitOptions(options), ...asked, name });
    made = project;
    const uris = await connectionUris(neon, { projectId: project.id, ...callOptions(options) });
    result = await rejectOnAbort(Promise.resolve({ project, uris }).then(use), signal);
  } catch (error) {
    const isSure = isNeonError(error) && error.outcome !== 'unknown';
    throw await errorAfterRemoval(error, removal(isSure));
  }
  await removal(true).remove();
  return result;
}

/** Deletes all projects with this name. The name is random, so they are this call's. */
async function removeByName(neon: NeonCaller, name: string, orgId: string | undefined, isSure: boolean): Promise<void> {
  const look = (): Promise<FoundProject[]> => listProjectsNamed(neon, { name, orgId });
  let projects = await look();
  if (projects.length === 0 && !isSure) projects = await neon.runtime.clock.sleep(STRAGGLER_MS).then(look);
  for (const project of projects) await removeProject(neon, project);
}

async function removeProject(neon: NeonCaller, { id }: FoundProject): Promise<void> {
  await repeatIfLost(() => undefinedOn404(deleteProject(neon, { project_id: id })));
}
