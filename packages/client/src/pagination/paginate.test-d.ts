import type * as neonTypes from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import * as operations from '../generated/operations.ts';
import { paginate } from './index.ts';

declare const neon: NeonCaller;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type ItemCheck<Item> = <Found>(
  list: AsyncIterable<Found>,
  ...same: Equal<Found, Item> extends true ? [] : ['not this type']
) => void;

/** Compiles only when the items have exactly this type. */
function expectItems<Item>(): ItemCheck<Item> {
  return () => undefined;
}

const project_id = 'p';
const branch_id = 'b';
const period = { from: 'f', to: 't', granularity: 'daily' } as const;

/** Each list by its operation; `Record` makes the compiler require all of them. */
export const LISTS: Record<ListName, () => void> = {
  listProjects: () => expectItems<neonTypes.ProjectListItem>()(paginate(neon, operations.listProjects)),
  listSharedProjects: () => expectItems<neonTypes.ProjectListItem>()(paginate(neon, operations.listSharedProjects)),
  listProjectBranches: () =>
    expectItems<neonTypes.Branch>()(paginate(neon, operations.listProjectBranches, { project_id })),
  listProjectOperations: () =>
    expectItems<neonTypes.Operation>()(paginate(neon, operations.listProjectOperations, { project_id })),
  listProjectBranchFunctions: () =>
    expectItems<neonTypes.NeonFunction>()(
      paginate(neon, operations.listProjectBranchFunctions, { project_id, branch_id }),
    ),
  listProjectBranchBucketObjects: () =>
    expectItems<neonTypes.BucketObject>()(
      paginate(neon, operations.listProjectBranchBucketObjects, { project_id, branch_id, bucket_name: 'b' }),
    ),
  listProjectBranchCustomDomains: () =>
    expectItems<neonTypes.CustomDomain>()(
      paginate(neon, operations.listProjectBranchCustomDomains, { project_id, branch_id }),
    ),
  listProjectMembers: () =>
    expectItems<neonTypes.ProjectMember>()(paginate(neon, operations.listProjectMembers, { project_id })),
  getOrganizationMembers: () =>
    expectItems<neonTypes.MemberWithUser>()(paginate(neon, operations.getOrganizationMembers, { org_id: 'o' })),
  getConsumptionHistoryPerProject: () =>
    expectItems<neonTypes.ConsumptionHistoryPerProject>()(
      paginate(neon, operations.getConsumptionHistoryPerProject, { ...period, org_id: 'o' }),
    ),
  getConsumptionHistoryPerProjectV2: () =>
    expectItems<neonTypes.ConsumptionHistoryPerProjectV2>()(
      paginate(neon, operations.getConsumptionHistoryPerProjectV2, { ...period, org_id: 'o', metrics: [] }),
    ),
  getConsumptionHistoryPerBranchV2: () =>
    expectItems<neonTypes.ConsumptionHistoryPerBranchV2>()(
      paginate(neon, operations.getConsumptionHistoryPerBranchV2, {
        ...period,
        org_id: 'o',
        project_ids: ['p'],
        metrics: [],
      }),
    ),
};

/** Every operation that takes a cursor. */
type ListName = {
  [Name in keyof typeof operations]: 'cursor' extends keyof NonNullable<Parameters<(typeof operations)[Name]>[1]>
    ? Name
    : never;
}[keyof typeof operations];

// Compiles only if each of these does not.
void [
  // @ts-expect-error one project is not a list
  () => paginate(neon, operations.getProject, { project_id }),
  // @ts-expect-error
  () => paginate(neon, operations.getCurrentUserInfo),
  // @ts-expect-error its operations are not pages
  () => paginate(neon, operations.createProject, { body: { project: {} } }),
  // @ts-expect-error all endpoints are in one response
  () => paginate(neon, operations.listProjectEndpoints, { project_id }),
  // @ts-expect-error may return nothing
  () => paginate(neon, operations.deleteProjectBranch, { project_id, branch_id }),
  // @ts-expect-error project_id is missing
  () => paginate(neon, operations.listProjectBranches),
  // @ts-expect-error no such parameter
  () => paginate(neon, operations.listProjects, { project_id }),
  // @ts-expect-error no such option
  () => paginate(neon, operations.listProjects, {}, { preFetch: true }),
];
