import type { Branch, CreateProjectBranchResponse, CreateProjectResponse } from '@neon-api/types';
import { EmulatorUsageError } from '../errors/index.ts';
import type { Seed, SeedBranch, SeedProject } from './seed.ts';

/** Makes one API call and waits for the operations that it starts. Throws if the call is refused. */
export type SeedCall = (path: string, body: object) => Promise<unknown>;

/** Creates the seed's projects through the API, so that its rules apply to them. `checkSeed` has checked its form. */
export async function plantSeed(seed: Seed, call: SeedCall): Promise<void> {
  for (const project of seed.projects) await plantProject(project, call);
}

async function plantProject(seed: SeedProject, call: SeedCall): Promise<void> {
  const { project, branch } = (await call('/projects', { project: seed.project })) as CreateProjectResponse;
  const branches = new Map<string, Branch>([[branch.name, branch]]);
  await plantContent(project.id, branch, seed, call);
  for (const each of seed.branches ?? []) {
    const parent = each.parent === undefined ? branch : branches.get(each.parent);
    if (!parent)
      throw new EmulatorUsageError(
        `The seed has no branch "${each.parent}" before its child "${each.name}". List the parent first.`,
      );
    const child = await plantBranch(project.id, parent, each, call);
    branches.set(child.name, child);
  }
}

async function plantBranch(projectId: string, parent: Branch, seed: SeedBranch, call: SeedCall): Promise<Branch> {
  const { name, endpoint = true } = seed;
  const { branch } = (await call(`/projects/${projectId}/branches`, {
    branch: { name, parent_id: parent.id },
    ...(endpoint ? { endpoints: [{ type: 'read_write' }] } : {}),
  })) as CreateProjectBranchResponse;
  await plantContent(projectId, branch, seed, call);
  return branch;
}

async function plantContent(
  projectId: string,
  { id }: Branch,
  { roles = [], databases = [] }: Pick<SeedProject, 'roles' | 'databases'>,
  call: SeedCall,
): Promise<void> {
  const path = `/projects/${projectId}/branches/${id}`;
  for (const name of roles) await call(`${path}/roles`, { role: { name } });
  for (const { name, owner } of databases) await call(`${path}/databases`, { database: { name, owner_name: owner } });
}
