import type { NeonCaller } from '@neon-api/client';
import { deleteProject } from '@neon-api/client/operations';
import type { ProjectListItem } from '@neon-api/types';
import { expectAtMostOne } from '../internal/index.ts';
import { repeatIfLost, undefinedOn404 } from '../lost-answer.ts';
import type { SignalOption } from '../options/index.ts';
import { type FoundProject, listProjectsNamed, type NamedProjects } from './find-project.ts';

// How long two projects with one name may be a race in which the newer ones are about to be deleted, and how often to look.
const RACE_MS = 20_000;
const LOOK_EVERY_MS = 250;

/** Returns the project with this name. If several were just created, waits until all but one are deleted. */
export async function findSettled(neon: NeonCaller, wanted: NamedProjects): Promise<ProjectListItem | undefined> {
  const { clock } = neon.runtime;
  for (;;) {
    const named = await listProjectsNamed(neon, wanted);
    if (named.length <= 1 || !isRace(named, clock.now()))
      return expectAtMostOne(named, `projects named "${wanted.name}"`);
    await clock.sleep(LOOK_EVERY_MS, wanted.signal);
  }
}

/** Whether all but the oldest are so new that their creators may still delete them. */
function isRace(named: readonly Pick<FoundProject, 'created_at'>[], nowMs: number): boolean {
  const [, ...later] = named.map(({ created_at }) => Date.parse(created_at)).sort((a, b) => a - b);
  return later.every((createdAtMs) => nowMs - createdAtMs < RACE_MS);
}

/** Returns the oldest of several projects with one name. All processes agree on it. */
function oldestOf<Project extends Pick<FoundProject, 'created_at' | 'id'>>(
  projects: readonly Project[],
): Project | undefined {
  return [...projects].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at) || (a.id < b.id ? -1 : 1))[0];
}

/** Keeps the project of this call if it is the oldest with its name. Otherwise deletes it and returns the oldest. */
export async function yieldToOldest(
  neon: NeonCaller,
  made: FoundProject,
  named: readonly ProjectListItem[],
  { signal }: SignalOption,
): Promise<FoundProject> {
  const oldest = oldestOf([made, ...named]) ?? made;
  if (oldest.id === made.id) return made;
  await repeatIfLost(() => undefinedOn404(deleteProject(neon, { project_id: made.id }, { signal })));
  return oldest;
}
