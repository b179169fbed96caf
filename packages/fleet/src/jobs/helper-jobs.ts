import { type NeonCaller, paginate } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import {
  type ProjectSelection,
  type ProjectUnit,
  planTenants,
  provisionTenant,
  type TenantUnit,
} from '@neon-api/helpers';
import type { Fleet, TenantsOptions } from './fleet-options.ts';
import type { FleetContext, FleetStep } from './run-unit.ts';

/** Returns the step that provisions one tenant and sets it up, for `work` in processes that do not add tenants. */
export function tenantStep(setUp?: TenantsOptions['setUp']): FleetStep<TenantUnit> {
  return async (unit: TenantUnit, context: FleetContext) => {
    const tenant = await provisionTenant(unit, context);
    await context.remember('projectId', tenant.projectId);
    if (tenant.branchId !== undefined) await context.remember('branchId', tenant.branchId);
    await setUp?.(tenant, context);
  };
}

/** The jobs of helpers, as jobs of a fleet. */
export function createHelperJobs(
  run: Fleet['run'],
  neon: NeonCaller,
): Pick<Fleet, 'provisionTenants' | 'forEachProject'> {
  return {
    provisionTenants: (job, { tenants, template, name, setUp, ...options }) =>
      run(job, planTenants(tenants, template, name), tenantStep(setUp), options),
    async forEachProject(job, selection, step, options) {
      return run(job, await planProjects(neon, selection, options), step, options);
    },
  };
}

/**
 * Returns the projects of a selection as units, for `scheduled` in `work`.
 *
 * @example
 * await fleet.work({
 *   steps: { cleanup: cleanUp },
 *   scheduled: { cleanup: ({ neon, signal }) => planProjects(neon, { orgId }, { signal }) },
 * });
 */
export async function planProjects(
  neon: NeonCaller,
  selection: ProjectSelection,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly ProjectUnit[]> {
  const ids = new Set(selection.projectIds ?? (await listIds(neon, selection, signal)));
  return [...ids].map((projectId) => ({ key: projectId, projectId }));
}

async function listIds(
  neon: NeonCaller,
  { orgId, matches = () => true }: Exclude<ProjectSelection, { readonly projectIds: readonly string[] }>,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const params = orgId === undefined ? {} : { org_id: orgId };
  const projects = await paginate(neon, listProjects, params, { signal }).collect();
  return projects.filter(matches).map(({ id }) => id);
}
