import { UsageError } from '@neon-api/ground/cli';
import { findBranch, findProject } from '@neon-api/helpers';
import type { Context } from './context.ts';

// Spec: the pattern of ids.
const ID = /^[a-z0-9-]{1,60}$/;

/**
 * Finds the project of the input, by id or exact name.
 *
 * @throws UsageError if it does not exist
 * @throws NeonUsageError if several projects have the name
 */
export async function findProjectId({ neon, inputs: { project } }: Context): Promise<string> {
  const byId = ID.test(project) ? await findProject(neon, { id: project }) : undefined;
  const found = byId ?? (await findProject(neon, { name: project }));
  if (found !== undefined) return found.id;
  throw new UsageError(`No project with the id or name ${JSON.stringify(project)} is visible to this API key.`);
}

/**
 * Returns the id of the input parent, undefined without that input. If the parent does not exist, e.g. because it was
 * renamed, an existing branch keeps its own parent, and a warning says so.
 *
 * @param name name of the branch that will be copied from the parent
 * @throws UsageError if neither the parent nor the branch exists
 */
export async function findParentId(
  { neon, runner, inputs: { parent } }: Context,
  projectId: string,
  name: string,
): Promise<string | undefined> {
  if (parent === undefined) return undefined;
  const byName = await findBranch(neon, { projectId, name: parent });
  const isId = ID.test(parent) && parent.startsWith('br-');
  const found = byName ?? (isId ? await findBranch(neon, { projectId, id: parent }) : undefined);
  if (found !== undefined) return found.id;
  const missing = `Project ${projectId} has no branch with the name or id ${JSON.stringify(parent)}.`;
  const existing = await findBranch(neon, { projectId, name });
  if (existing === undefined) throw new UsageError(`${missing} If the branch was renamed, change the input parent.`);
  runner.warn(`${missing} "${name}" keeps its parent ${existing.parent_id}. Change the input parent.`);
  return undefined;
}
