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
  /** The exact name, 1 to 256 characters. */
  readonly name: string;
  /** Default: `report`. `update` can change `historyRetentionSeconds`. */
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
 * The project of that name, made if it is missing. Safe to call twice, and by several callers at once.
 *
 * Neon lets projects share a name. Of several processes that make one at the same moment, the oldest project stays, and
 * each of the others deletes the one that it has made itself. After a lost answer, when no project of the name shows up,
 * the error is thrown instead of making another: call again once you are sure.
 *
 * @throws NeonApiError when Neon refuses, e.g. an unknown region or a plan's limit of projects.
 * @throws NeonUsageError when several projects have the name, or it exists otherwise than asked for and `onDrift` does
 *   not take that.
 * @throws NeonOperationError, NeonTimeoutError when the new project does not become ready; it exists then, and
 *   `error.token` goes on waiting for it.
 * @example
 * const { value: project, created } = await ensureProject(neon, { name: 'shop', regionId: 'aws-eu-central-1' });
 */
export async function ensureProject(neon: NeonCaller, options: EnsureProjectOptions): Promise<EnsuredProject> {
  assertOptions('ensureProject', options, OPTIONS);
  const { uris: _secret, ...ensured } = await ensureProjectWithUris(neon, options);
  return ensured;
}

/** `ensureProject` with the URIs, where the creation of the project has answered with them. */
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

/** The project that stays, of those that were made at the same moment. */
async function giveWay(neon: NeonCaller, made: FoundProject, options: EnsureProjectOptions): Promise<FoundProject> {
  try {
    return await yieldToOldest(neon, made, await listProjectsNamed(neon, options), options);
  } catch (error) {
    throw withNote(
      error,
      `Project "${options.name}" (${made.id}) exists and is ready. Try again to make sure that it is the only one of its name.`,
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
