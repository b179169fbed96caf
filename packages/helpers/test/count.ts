import { type NeonClient, paginate } from '@neon-api/client';
import { listProjectBranchEndpoints, listProjectBranches, listProjects } from '@neon-api/client/operations';

export async function projectsNamed(neon: NeonClient, name: string): Promise<string[]> {
  const projects = await paginate(neon, listProjects).collect();
  return projects.filter((project) => project.name === name).map(({ id }) => id);
}

export async function branchesNamed(neon: NeonClient, projectId: string, name: string): Promise<string[]> {
  const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
  return branches.filter((branch) => branch.name === name).map(({ id }) => id);
}

export async function endpointsOf(neon: NeonClient, projectId: string, branchId: string): Promise<string[]> {
  const { endpoints } = await listProjectBranchEndpoints(neon, { project_id: projectId, branch_id: branchId });
  return endpoints.map(({ id }) => id);
}

/** By name. */
export async function namesOfBranches(neon: NeonClient, projectId: string): Promise<string[]> {
  const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
  return branches.map(({ name }) => name).sort();
}
