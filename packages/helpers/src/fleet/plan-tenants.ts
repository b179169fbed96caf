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

/** A project of its own for each tenant: apart in everything, also in what it costs. */
export interface ProjectPerTenant
  extends Pick<
    EnsureProjectOptions,
    'orgId' | 'regionId' | 'pgVersion' | 'historyRetentionSeconds' | 'databaseName' | 'roleName'
  > {
  readonly kind: 'project';
}

/** A branch of one project for each tenant: begins with the data of its parent, and shares what does not change. */
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
 * The units of `provisionTenants`, for an engine of your own that runs `provisionTenant`.
 *
 * @param name the name of the project or branch for a tenant's key; the same key must always give the same name. Default:
 *   `tenant-{key}`
 * @throws NeonUsageError when a key is empty, or two keys have one name
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
    if (!text.holds(key)) throw new NeonUsageError('A tenant has an empty key; each needs its own.');
    const unit = { ...template, key, name: name(key) };
    if (!text.holds(unit.name)) throw new NeonUsageError(`Tenant ${key} has no name: name(key) must give a string.`);
    const holder = holders.get(unit.name);
    if (holder !== undefined) {
      throw new NeonUsageError(`Tenants ${holder} and ${key} would share the name ${unit.name}; each needs its own.`);
    }
    holders.set(unit.name, key);
    return unit;
  });
}
