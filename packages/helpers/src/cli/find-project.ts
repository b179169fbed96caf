import { isNeonError, NeonUsageError } from '@neon-api/client';
import { callOptions } from '../options/index.ts';
import { type FoundProject, findProject } from '../projects/index.ts';
import type { CommandContext } from './command.ts';

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
  throw new NeonUsageError(`No project with the name or id ${JSON.stringify(given)} is visible to this API key.`);
}

async function look(
  { neon, wait, ...context }: Place,
  wanted: { readonly id: string } | { readonly name: string },
): Promise<FoundProject | undefined> {
  const orgId = organizationOf(context);
  try {
    // An id needs no organization.
    return await findProject(neon, { ...wanted, ...('name' in wanted && { orgId }), ...callOptions(wait) });
  } catch (error) {
    throw explainOrganization(error);
  }
}

/** Returns the organization of `--org` or of the linked folder. */
export function organizationOf({ flags, linked }: Pick<CommandContext, 'flags' | 'linked'>): string | undefined {
  return flags.get('org') ?? linked.orgId;
}

/** Replaces Neon's error for a personal key of several organizations, which cannot list their projects at once. */
export function explainOrganization(error: unknown): unknown {
  const lacksOrg =
    isNeonError(error) && error.name === 'NeonApiError' && error.status === 400 && /org_id/.test(error.message);
  return lacksOrg
    ? new NeonUsageError('The API key has access to several organizations. Pass --org.', { cause: error })
    : error;
}
