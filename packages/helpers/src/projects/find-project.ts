import { NeonApiError, type NeonCaller, paginate } from '@neon-api/client';
import { getProject, listProjects } from '@neon-api/client/operations';
import type { Project, ProjectListItem } from '@neon-api/types';
import { assertIdOrName, type ByIdOrName, expectAtMostOne, withoutUndefined } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import { assertOptions, type OptionRules, SIGNAL_OPTION, type SignalOption, text } from '../options/index.ts';

/** A project with the fields that are both in a single read and in a list. */
export type FoundProject = Pick<Project, keyof Project & keyof ProjectListItem> | ProjectListItem;

export type FindProjectOptions = ByIdOrName &
  SignalOption & {
    /** Finds only projects of this organization. Neon requires one to find a name with a personal key. Default: the client's. */
    readonly orgId?: string | undefined;
  };

const OPTIONS: OptionRules<FindProjectOptions> = { ...SIGNAL_OPTION, id: text, name: text, orgId: text };

/**
 * Finds a project by id or exact name, on all pages. Returns undefined if there is no match.
 *
 * @throws NeonUsageError if several projects have the name, which need not be unique; the message lists their ids
 * @throws NeonApiError if the project was not found and Neon could not list all projects
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

// Spec: the largest page, which `paginate` requests.
const LARGEST_PAGE = 400;

/** Lists all projects with exactly this name. */
export async function listProjectsNamed(
  neon: NeonCaller,
  { name, orgId, signal }: NamedProjects,
): Promise<ProjectListItem[]> {
  // `search` also matches parts of names. It only saves pages; the exact comparison follows.
  const params = withoutUndefined({ search: name, org_id: orgId });
  const named: ProjectListItem[] = [];
  const unavailable: string[] = [];
  for await (const page of paginate(neon, listProjects, params, { signal }).pages()) {
    named.push(...page.projects.filter((project) => project.name === name));
    unavailable.push(...(page.unavailable_project_ids ?? []));
    // Neon also adds a cursor to the last page. A full page may lack a few deleted projects, but not half of them.
    if (page.projects.length + unavailable.length < LARGEST_PAGE / 2) break;
  }
  // If the project counted as missing, the caller would create a second one.
  if (named.length === 0 && unavailable.length > 0) throw incompleteList(name, unavailable);
  return named;
}

function incompleteList(name: string, unavailable: readonly string[]): NeonApiError {
  return new NeonApiError(
    `Project "${name}" was not found, but Neon could not read ${unavailable.length} projects (${unavailable.join(', ')}). ` +
      'It may be one of them. Try again later, or pass its id.',
    { status: 200, code: '', method: 'GET', route: '/projects', operationId: 'listProjects', outcome: 'rejected' },
  );
}
