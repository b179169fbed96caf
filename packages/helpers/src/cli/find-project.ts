import { NeonUsageError } from '@neon-api/client';
import { callOptions } from '../options/index.ts';
import { type FoundProject, findProject } from '../projects/index.ts';
import type { CommandContext } from './command.ts';
import { notFoundIn, withOrganization } from './with-organization.ts';

// Spec: the pattern of ids.
const ID = /^[a-z0-9-]{1,60}$/;
// Most ids are words and eight digits. Trying those as an id first saves a request.
const LIKELY_ID = /^[a-z0-9-]+-\d{8}$/;

type Place = Pick<CommandContext, 'neon' | 'flags' | 'wait' | 'linked'>;

/** Finds the project of `--project`, NEON_PROJECT_ID or the linked folder, by name or id. */
export async function findProjectId(context: Place): Promise<string> {
  const given = context.flags.get('project') ?? context.linked.projectId;
  if (given !== undefined) return (await requireProject(context, given)).id;
  throw new NeonUsageError('Missing --project. Pass it, set NEON_PROJECT_ID, or link the folder with `neon link`.');
}

/**
 * Finds a project by id or exact name.
 *
 * @throws NeonUsageError if it does not exist, or several projects have the name
 */
export async function requireProject(context: Place, given: string): Promise<FoundProject> {
  const byId = (): Promise<FoundProject | undefined> => look(context, { id: given });
  const byName = (): Promise<FoundProject | undefined> => look(context, { name: given });
  const looks = LIKELY_ID.test(given) ? [byId, byName] : ID.test(given) ? [byName, byId] : [byName];
  for (const next of looks) {
    const found = await next();
    if (found !== undefined) return found;
  }
  const what = `No project with the name or id ${JSON.stringify(given)} is visible to this API key`;
  throw new NeonUsageError(notFoundIn(context, what));
}

function look(
  context: Place,
  wanted: { readonly id: string } | { readonly name: string },
): Promise<FoundProject | undefined> {
  const { neon, wait } = context;
  // An id needs no organization.
  if ('id' in wanted) return findProject(neon, { ...wanted, ...callOptions(wait) });
  return withOrganization(context, (orgId) => findProject(neon, { ...wanted, orgId, ...callOptions(wait) }));
}
