import { type NeonCaller, paginate } from '@neon-api/client';
import { listProjectBranchEndpoints, listProjectBranches, listProjects } from '@neon-api/client/operations';

export async function projectsNamed(neon: NeonCaller, name: string): Promise<string[]> {
  const projects = await paginate(neon, listProjects).collect();
  return projects.filter((project) => project.name === name).map(({ id }) => id);
}

export async function branchesNamed(neon: NeonCaller, projectId: string, name: string): Promise<string[]> {
  const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
  return branches.filter((branch) => branch.name === name).map(({ id }) => id);
}

export async function endpointsOf(neon: NeonCaller, projectId: string, branchId: string): Promise<string[]> {
  const { endpoints } = await listProjectBranchEndpoints(neon, { project_id: projectId, branch_id: branchId });
  return endpoints.map(({ id }) => id);
}

/** Returns the names of a project's branches, sorted. */
export async function namesOfBranches(neon: NeonCaller, projectId: string): Promise<string[]> {
  const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
  return branches.map(({ name }) => name).sort();
}
