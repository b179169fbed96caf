import { callAndWait, type NeonCaller } from '@neon-api/client';
import { updateProject } from '@neon-api/client/operations';
import { type Ensured, findDrift, inTurn, ON_DRIFT, type OnDrift, settleDrift } from '../internal/index.ts';
import { withNote } from '../message-parts.ts';
import {
  assertOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  required,
  text,
  waitOptions,
} from '../options/index.ts';
import { type FoundProject, listProjectsNamed } from './find-project.ts';
import { getOrCreateProject, type MadeProject, settleProject } from './get-or-create-project.ts';
import { NEW_PROJECT, type NewProject } from './project-request.ts';
import { yieldToOldest } from './same-name.ts';

export interface EnsureProjectOptions extends HelperOptions, Omit<NewProject, 'name'> {
  /** Exact name, 1 to 256 characters. */
  readonly name: string;
  /** What to do if the project exists with other properties. `update` can change `historyRetentionSeconds`. Default: `report`. */
  readonly onDrift?: OnDrift | undefined;
}

export type EnsuredProject = Ensured<FoundProject>;

const OPTIONS: OptionRules<EnsureProjectOptions> = {
  ...HELPER_OPTIONS,
  ...NEW_PROJECT,
  name: required(text),
  onDrift: ON_DRIFT,
};

/**
 * Returns the project with this name, and creates it if it is missing. Safe to call again, and concurrently.
 *
 * Neon allows projects to share a name. If several processes create one at the same moment, the oldest project stays, and
 * each other process deletes its own. If a response is lost and no project with the name appears, this throws the error
 * instead of creating another project. Check, and call it again.
 *
 * @throws NeonApiError if Neon refuses, e.g. an unknown region or too many projects for the plan.
 * @throws NeonUsageError if several projects have the name, or the project exists with other properties and `onDrift` does
 *   not allow that.
 * @throws NeonOperationError, NeonTimeoutError if the new project does not become ready. The project exists, and you can
 *   resume the wait with `error.token`.
 * @example
 * const { value: project, created } = await ensureProject(neon, { name: 'shop', regionId: 'aws-eu-central-1' });
 */
export async function ensureProject(neon: NeonCaller, options: EnsureProjectOptions): Promise<EnsuredProject> {
  assertOptions('ensureProject', options, OPTIONS);
  const { uris: _secret, ...ensured } = await ensureProjectWithUris(neon, options);
  return ensured;
}

/** Like `ensureProject`, but also returns the URIs if the response to the creation had them. */
export function ensureProjectWithUris(neon: NeonCaller, options: EnsureProjectOptions): Promise<MadeProject> {
  const { name, orgId, signal } = options;
  return inTurn(neon, `project ${orgId} ${name}`, signal, async () => {
    const { uris, ...ensured } = await getOrCreateProject(neon, options);
    if (!ensured.created) return { ...(await compare(neon, ensured, options)), uris: undefined };
    const value = await giveWay(neon, ensured.value, options);
    if (value.id === ensured.value.id) return { ...ensured, uris };
    const theirs = { value: await settleProject(neon, value, options), created: false, operations: [] };
    return { ...(await compare(neon, theirs, options)), uris: undefined };
  });
}

/** Returns the project that stays, of several that were created at the same moment. */
async function giveWay(neon: NeonCaller, made: FoundProject, options: EnsureProjectOptions): Promise<FoundProject> {
  try {
    return await yieldToOldest(neon, made, await listProjectsNamed(neon, options), options);
  } catch (error) {
    throw withNote(
      error,
      `Project "${options.name}" (${made.id}) exists and is ready. Try again to make sure that no other project has its name.`,
    );
  }
}

function compare(neon: NeonCaller, ensured: EnsuredProject, options: EnsureProjectOptions): Promise<EnsuredProject> {
  const project = ensured.value;
  const { regionId, pgVersion, historyRetentionSeconds } = options;
  return settleDrift(ensured, {
    what: `Project "${project.name}" (${project.id})`,
    drift: findDrift(
      { regionId, pgVersion, historyRetentionSeconds },
      {
        regionId: project.region_id,
        pgVersion: project.pg_version,
        historyRetentionSeconds: project.history_retention_seconds,
      },
    ),
    onDrift: options.onDrift,
    changeable: ['historyRetentionSeconds'],
    async update() {
      const change =
        historyRetentionSeconds === undefined ? {} : { history_retention_seconds: historyRetentionSeconds };
      const params = { project_id: project.id, body: { project: change } };
      const answer = await callAndWait(neon, updateProject, params, waitOptions(options));
      return { value: answer.project, operations: answer.operations };
    },
  });
}
