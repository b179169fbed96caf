import { type NeonCaller, paginate } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import type { ProjectListItem } from '@neon-api/types';
import { assertCallback, assertOptions, callback, listOf, text } from '../options/index.ts';
import { retryAfterRateLimit } from './retry-after-rate-limit.ts';
import { FLEET_OPTIONS, type FleetOptions, type FleetReport, runUnits } from './run-units.ts';
import type { Step, WorkUnit } from './work-unit.ts';

/** Which projects to work on: a list of ids, or all visible projects, optionally filtered. */
export type ProjectSelection =
  | { readonly projectIds: readonly string[] }
  | {
      readonly projectIds?: undefined;
      readonly orgId?: string | undefined;
      /** Filters the projects. Default: all projects. */
      readonly matches?: ((project: ProjectListItem) => boolean) | undefined;
    };

const SELECTION = { projectIds: listOf(text), orgId: text, matches: callback };

/** Work on one project. */
export interface ProjectUnit extends WorkUnit {
  readonly projectId: string;
}

/**
 * Runs `work` for many projects, several at a time, within the rate limit. Can resume after an interruption.
 *
 * A failure does not stop the others. With a `checkpoint`, the next run skips finished projects. A project that was
 * interrupted runs again, so `work` must be safe to repeat.
 *
 * @returns the finished, failed and skipped projects
 * @throws the errors of the client if the projects cannot be listed
 * @throws the errors of the checkpoint, or the reason of `signal`, after all running work has ended
 * @example
 * const { failed } = await forEachProject(neon, { orgId }, ({ projectId }, { neon, signal }) =>
 *   ensureBranch(neon, { projectId, name: 'staging', signal }), { concurrency: 20 });
 */
export async function forEachProject<Result>(
  neon: NeonCaller,
  selection: ProjectSelection,
  work: Step<ProjectUnit, Result>,
  options: FleetOptions = {},
): Promise<FleetReport<ProjectUnit, Result>> {
  assertOptions('forEachProject', selection, SELECTION);
  assertCallback('forEachProject', work);
  assertOptions('forEachProject', options, FLEET_OPTIONS);
  const ids = new Set(selection.projectIds ?? (await listIds(neon, selection, options.signal)));
  const units = [...ids].map((projectId) => ({ key: projectId, projectId }));
  return runUnits(neon, units, work, options);
}

async function listIds(
  neon: NeonCaller,
  selection: Exclude<ProjectSelection, { readonly projectIds: readonly string[] }>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { orgId, matches = () => true } = selection;
  const params = orgId === undefined ? {} : { org_id: orgId };
  const list = paginate(neon, listProjects, params, { signal });
  const projects = await retryAfterRateLimit(() => list.collect(), neon.runtime.clock, signal);
  return projects.filter(matches).map(({ id }) => id);
}
