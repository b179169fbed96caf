import type { NeonCaller } from '@neon-api/client';
import { ensureBranch } from '../branches/index.ts';
import { type ConnectionUris, connectionUris } from '../connections/index.ts';
import { assertKnownOptions, branchIdOr } from '../internal/index.ts';
import { ensureProject } from '../projects/index.ts';
import { planTenants, type TenantTemplate, type TenantUnit } from './plan-tenants.ts';
import { FLEET_OPTIONS, type FleetOptions, type FleetReport, runUnits } from './run-units.ts';
import type { StepContext } from './work-unit.ts';

export interface ProvisionTenantsOptions extends FleetOptions {
  /** A key for each tenant, such as its id with you. One that has its database keeps it. */
  readonly tenants: readonly string[];
  /** What each gets. */
  readonly template: TenantTemplate;
  /** The name of the project or branch; the same key must always give the same one. Default: `tenant-{key}`. */
  readonly name?: ((key: string) => string) | undefined;
  /** Sets a database up, and stores its URIs. It may run twice for a tenant, who counts as done only after it. */
  readonly setUp?: ((tenant: ProvisionedTenant, context: StepContext) => Promise<unknown>) | undefined;
}

export interface ProvisionedTenant {
  readonly key: string;
  readonly projectId: string;
  /** The tenant's branch, or the default branch of its project. */
  readonly branchId: string;
  readonly uris: ConnectionUris;
  /** False when it was there before. */
  readonly created: boolean;
}

const OPTIONS = [...FLEET_OPTIONS, 'tenants', 'template', 'name', 'setUp'];

/**
 * A database for every tenant of a list: a project or a branch each, found by its name or made. Calling it again makes
 * those that are missing; failures are collected, and do not stop the rest.
 *
 * @throws NeonUsageError when two tenants have one key or one name
 * @throws what the checkpoint throws, or the reason of `signal`; nothing is running any more then
 * @example
 * const { done, failed } = await provisionTenants(neon, {
 *   tenants: ['acme', 'globex'],
 *   template: { kind: 'project', orgId, regionId: 'aws-eu-central-1' },
 *   setUp: async ({ key, uris }) => {
 *     await migrate(uris.direct);
 *     await secrets.put(key, uris.pooled);
 *   },
 * });
 */
export async function provisionTenants(
  neon: NeonCaller,
  options: ProvisionTenantsOptions,
): Promise<FleetReport<TenantUnit, ProvisionedTenant>> {
  assertKnownOptions('provisionTenants', options, OPTIONS);
  const { tenants, template, name, setUp, ...fleet } = options;
  const step = async (unit: TenantUnit, context: StepContext): Promise<ProvisionedTenant> => {
    const tenant = await provisionTenant(unit, context);
    await setUp?.(tenant, context);
    return tenant;
  };
  return runUnits(neon, planTenants(tenants, template, name), step, fleet);
}

/**
 * The step of `provisionTenants`: finds or makes the database of one tenant. It may run any number of times.
 *
 * @throws what `ensureProject`, `ensureBranch` and `connectionUris` throw
 * @example
 * for (const unit of planTenants(['acme'], { kind: 'project' })) await provisionTenant(unit, { neon, signal });
 */
export async function provisionTenant(unit: TenantUnit, { neon, signal }: StepContext): Promise<ProvisionedTenant> {
  const place =
    unit.kind === 'branch'
      ? await ensureTenantBranch(neon, unit, signal)
      : await ensureTenantProject(neon, unit, signal);
  const { created, databaseName, projectId, branchId } = place;
  const uris = await connectionUris(neon, {
    projectId,
    branchId,
    databaseName,
    signal,
  });
  return { key: unit.key, projectId, branchId, uris, created };
}

interface TenantPlace {
  readonly projectId: string;
  readonly branchId: string;
  readonly databaseName?: string | undefined;
  readonly created: boolean;
}

async function ensureTenantBranch(
  neon: NeonCaller,
  unit: Extract<TenantUnit, { kind: 'branch' }>,
  signal: AbortSignal,
): Promise<TenantPlace> {
  const { kind: _kind, key: _key, ...wanted } = unit;
  const { value, created } = await ensureBranch(neon, { ...wanted, signal });
  return { projectId: value.project_id, branchId: value.id, created };
}

async function ensureTenantProject(
  neon: NeonCaller,
  unit: Extract<TenantUnit, { kind: 'project' }>,
  signal: AbortSignal,
): Promise<TenantPlace> {
  const { kind: _kind, key: _key, ...wanted } = unit;
  const { value, created } = await ensureProject(neon, { ...wanted, signal });
  const projectId = value.id;
  const branchId = await branchIdOr(neon, { projectId }, { signal });
  return { projectId, branchId, databaseName: wanted.databaseName, created };
}
