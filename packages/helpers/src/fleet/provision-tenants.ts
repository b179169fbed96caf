import type { NeonCaller } from '@neon-api/client';
import { getConnectionURI } from '@neon-api/client/operations';
import { ensureBranch, findBranch } from '../branches/index.ts';
import {
  type ConnectionUris,
  chooseInheritedLogin,
  connectionUris,
  readUris,
  toPooledUri,
} from '../connections/index.ts';
import { branchIdOrDefault } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import { assertOptions, callback, listOf, type OptionRules, required, text } from '../options/index.ts';
import { ensureProjectWithUris } from '../projects/index.ts';
import { type ProjectPerTenant, planTenants, type TenantTemplate, type TenantUnit } from './plan-tenants.ts';
import { FLEET_OPTIONS, type FleetOptions, type FleetReport, runUnits } from './run-units.ts';
import type { StepContext } from './work-unit.ts';

export interface ProvisionTenantsOptions extends FleetOptions {
  /** A key for each tenant, such as your id for it. Existing databases are kept. */
  readonly tenants: readonly string[];
  /** What each tenant gets. */
  readonly template: TenantTemplate;
  /** Returns the name of the project or branch; must return the same name for the same key. Default: `tenant-{key}`. */
  readonly name?: ((key: string) => string) | undefined;
  /** Sets up a database and stores its URIs. Must be safe to repeat. A tenant counts as done only after it. */
  readonly setUp?: ((tenant: ProvisionedTenant, context: StepContext) => Promise<unknown>) | undefined;
}

export interface ProvisionedTenant {
  readonly key: string;
  readonly projectId: string;
  /** The tenant's branch. Undefined if the tenant has its own project: helpers use its default branch. */
  readonly branchId: string | undefined;
  readonly uris: ConnectionUris;
  /** False if it already existed. */
  readonly created: boolean;
}

const OPTIONS: OptionRules<ProvisionTenantsOptions> = {
  ...FLEET_OPTIONS,
  tenants: required(listOf(text)),
  template: required({ must: 'an object', holds: (value) => Object(value) === value }),
  name: callback,
  setUp: callback,
};

/**
 * Creates a database for every tenant in a list: a project or a branch each. Existing ones are kept, so you can call it
 * again. A failure does not stop the others.
 *
 * @throws NeonUsageError if two tenants have the same key or the same name
 * @throws the errors of the checkpoint, or the reason of `signal`, after all running work has ended
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
  assertOptions('provisionTenants', options, OPTIONS);
  const { tenants, template, name, setUp, ...fleet } = options;
  const step = async (unit: TenantUnit, context: StepContext): Promise<ProvisionedTenant> => {
    const tenant = await provisionTenant(unit, context);
    await setUp?.(tenant, context);
    return tenant;
  };
  return runUnits(neon, planTenants(tenants, template, name), step, fleet);
}

/**
 * Finds or creates the database of one tenant: the step of `provisionTenants`. Safe to repeat.
 *
 * @throws the errors of `ensureProject`, `ensureBranch` and `connectionUris`
 * @example
 * for (const unit of planTenants(['acme'], { kind: 'project' })) await provisionTenant(unit, { neon, signal });
 */
export async function provisionTenant(unit: TenantUnit, { neon, signal }: StepContext): Promise<ProvisionedTenant> {
  return unit.kind === 'branch' ? provisionBranch(neon, unit, signal) : provisionProjectOf(neon, unit, signal);
}

async function provisionBranch(
  neon: NeonCaller,
  { key, name, projectId, parentId, compute, databaseName, roleName }: Extract<TenantUnit, { kind: 'branch' }>,
  signal: AbortSignal,
): Promise<ProvisionedTenant> {
  // Before the branch is created, so that a wrong database name leaves nothing behind.
  const found = await findBranch(neon, { projectId, name, signal });
  const sourceId = await branchIdOrDefault(neon, { projectId, branchId: found?.id ?? parentId }, { signal });
  const login = await chooseInheritedLogin(neon, { projectId, branchId: sourceId, databaseName, roleName }, { signal });
  const { value, created } = await ensureBranch(neon, { projectId, name, parentId, compute, signal });
  const uris = await readUris(neon, { projectId, branchId: value.id, ...login }, { signal });
  return { key, projectId, branchId: value.id, uris, created };
}

async function provisionProjectOf(
  neon: NeonCaller,
  { kind: _kind, key, ...wanted }: Extract<TenantUnit, { kind: 'project' }>,
  signal: AbortSignal,
): Promise<ProvisionedTenant> {
  const ensured = await ensureProjectWithUris(neon, { ...wanted, signal });
  const projectId = ensured.value.id;
  const uris = ensured.uris ?? (await readTenantUris(neon, projectId, wanted, signal));
  return { key, projectId, branchId: undefined, uris, created: ensured.created };
}

/** Reads the URIs of the database in the template with one request. If it does not exist, uses the database that does. */
async function readTenantUris(
  neon: NeonCaller,
  projectId: string,
  { databaseName, roleName }: Pick<ProjectPerTenant, 'databaseName' | 'roleName'>,
  signal: AbortSignal,
): Promise<ConnectionUris> {
  // Docs: the default names in a new project.
  const database_name = databaseName ?? 'neondb';
  const names = { database_name, role_name: roleName ?? `${database_name}_owner` };
  const answer = await undefinedOn404(getConnectionURI(neon, { project_id: projectId, ...names }, { signal }));
  const pooled = answer && toPooledUri(answer.uri);
  return pooled ? { direct: answer.uri, pooled } : connectionUris(neon, { projectId, databaseName, roleName, signal });
}
