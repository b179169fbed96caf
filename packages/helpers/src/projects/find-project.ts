import { NeonApiError, type NeonCaller, paginate } from '@neon-api/client';
import { getProject, listProjects } from '@neon-api/client/operations';
import type { Project, ProjectListItem } from '@neon-api/types';
import { assertIdOrName, type ByIdOrName, expectAtMostOne, withoutUndefined } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import { assertOptions, type OptionRules, SIGNAL_OPTION, type SignalOption, text } from '../options/index.ts';

/** A project with what both a read and a list of projects tell of it. */
export type FoundProject = Pick<Project, keyof Project & keyof ProjectListItem> | ProjectListItem;

export type FindProjectOptions = ByIdOrName &
  SignalOption & {
    /** Only a project of this organization. Needed to look for a name with a personal key of several organizations. */
    readonly orgId?: string | undefined;
  };

const OPTIONS: OptionRules<FindProjectOptions> = { ...SIGNAL_OPTION, id: text, name: text, orgId: text };

/**
 * The project of that id or exact name, over all pages; undefined when there is none.
 *
 * @throws NeonUsageError when several projects have the name, with their ids: names of projects are not unique
 * @throws NeonApiError when it was not found and Neon could not list all projects
 * @example
 * const project = await findProject(neon, { name: 'shop', orgId });
 */
export async function findProject(neon: NeonCaller, options: FindProjectOptions): Promise<FoundProject | undefined> {
  assertOptions('findProject', options, OPTIONS);
  assertIdOrName('findProject', options);
  const { id, name, orgId, signal } = options;
  if (id !== undefined) {
    const project = (await undefinedOn404(getProject(neon, { project_id: id }, { signal })))?.project;
    return orgId === undefined || project?.org_id === orgId ? project : undefined;
  }
  return expectAtMostOne(await listProjectsNamed(neon, { name, orgId, signal }), `projects named "${name}"`);
}

export interface NamedProjects extends SignalOption {
  readonly name: string;
  readonly orgId?: string | undefined;
}

// Spec: the most projects on a page, which `paginate` asks for.
const LARGEST_PAGE = 400;

/** All projects of exactly that name. */
export async function listProjectsNamed(
  neon: NeonCaller,
  { name, orgId, signal }: NamedProjects,
): Promise<ProjectListItem[]> {
  // Parts of names match: `search` spares pages, and the comparison has the last word.
  const params = withoutUndefined({ search: name, org_id: orgId });
  const named: ProjectListItem[] = [];
  const unavailable: string[] = [];
  for await (const page of paginate(neon, listProjects, params, { signal }).pages()) {
    named.push(...page.projects.filter((project) => project.name === name));
    unavailable.push(...(page.unavailable_project_ids ?? []));
    // Neon adds a cursor to the last page, too. A page may lack a few projects that are gone by then, but not half.
    if (page.projects.length + unavailable.length < LARGEST_PAGE / 2) break;
  }
  // To take it for missing would make a second one.
  if (named.length === 0 && unavailable.length > 0) throw incompleteList(name, unavailable);
  return named;
}

function incompleteList(name: string, unavailable: readonly string[]): NeonApiError {
  return new NeonApiError(
    `Project "${name}" was not found, but Neon could not read ${unavailable.length} projects (${unavailable.join(', ')}), ` +
      'of which it may be one. Try again later, or pass its id.',
    { status: 200, code: '', method: 'GET', route: '/projects', operationId: 'listProjects', outcome: 'rejected' },
  );
}
