import { NeonUsageError } from '@neon-api/client';
import type { EnsureBranchOptions } from '../branches/index.ts';
import { assertComputeSize, SIZE_OBJECT } from '../internal/index.ts';
import {
  assertCallback,
  assertOptions,
  either,
  flag,
  LOGIN_OPTIONS,
  type LoginOptions,
  type OptionRules,
  oneOf,
  PARENT_OPTION,
  type ParentOption,
  PROJECT_OPTION,
  type ProjectOption,
  required,
  text,
} from '../options/index.ts';
import { type EnsureProjectOptions, NEW_PROJECT } from '../projects/index.ts';
import type { WorkUnit } from './work-unit.ts';

/** A separate project for each tenant. Tenants share nothing, and costs are per tenant. */
export interface ProjectPerTenant
  extends Pick<
    EnsureProjectOptions,
    'orgId' | 'regionId' | 'pgVersion' | 'historyRetentionSeconds' | 'databaseName' | 'roleName'
  > {
  readonly kind: 'project';
}

/** A branch of one project for each tenant. It starts with the data of its parent and shares unchanged storage. */
export interface BranchPerTenant
  extends ProjectOption,
    ParentOption,
    LoginOptions,
    Pick<EnsureBranchOptions, 'compute'> {
  readonly kind: 'branch';
}

/** What every tenant gets. */
export type TenantTemplate = ProjectPerTenant | BranchPerTenant;

/** One tenant's database as plain data. */
export type TenantUnit = TenantTemplate & WorkUnit & { readonly name: string };

const KIND = required(oneOf('project', 'branch'));
const { name: _name, branchName: _branchName, ...OF_PROJECT } = NEW_PROJECT;
const PROJECT_TEMPLATE: OptionRules<ProjectPerTenant> = { kind: KIND, ...OF_PROJECT };
const BRANCH_TEMPLATE: OptionRules<BranchPerTenant> = {
  kind: KIND,
  ...PROJECT_OPTION,
  ...PARENT_OPTION,
  ...LOGIN_OPTIONS,
  compute: either(flag, SIZE_OBJECT),
};

/**
 * Returns the units of `provisionTenants`, for your own job runner that calls `provisionTenant`.
 *
 * @param name returns the name of a tenant's project or branch; must return the same name for the same key. Default:
 *   `tenant-{key}`
 * @throws NeonUsageError if a key is empty, or two keys have the same name
 * @example
 * const units = planTenants(['acme', 'globex'], { kind: 'project', orgId });
 */
export function planTenants(
  keys: readonly string[],
  template: TenantTemplate,
  name: (key: string) => string = (key) => `tenant-${key}`,
): readonly TenantUnit[] {
  assertOptions('planTenants: template', template, template?.kind === 'branch' ? BRANCH_TEMPLATE : PROJECT_TEMPLATE);
  if (template.kind === 'branch') assertComputeSize('planTenants: template', template.compute);
  assertCallback('planTenants', name);
  const holders = new Map<string, string>();
  return keys.map((key) => {
    if (!text.holds(key)) throw new NeonUsageError('A tenant has an empty key. Each tenant needs its own key.');
    const unit = { ...template, key, name: name(key) };
    if (!text.holds(unit.name))
      throw new NeonUsageError(`Tenant ${key} has no name. name(key) must return a non-empty string.`);
    const holder = holders.get(unit.name);
    if (holder !== undefined) {
      throw new NeonUsageError(
        `Tenants ${holder} and ${key} have the same name ${unit.name}. Each tenant needs its own name.`,
      );
    }
    holders.set(unit.name, key);
    return unit;
  });
}
