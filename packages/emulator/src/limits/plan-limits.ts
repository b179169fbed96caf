export type Plan = 'free' | 'launch' | 'scale';

/** The maximum numbers that a plan allows. */
export interface PlanLimits {
  readonly projects: number;
  readonly branchesPerProject: number;
  readonly rootBranchesPerProject: number;
  readonly protectedBranchesPerProject: number;
  readonly snapshotsPerProject: number;
  readonly rolesPerBranch: number;
  readonly databasesPerBranch: number;
}

/** Docs: 500 roles and 500 databases per branch on every plan. */
const EVERY_PLAN = { rolesPerBranch: 500, databasesPerBranch: 500 };

/** Docs: the table of plans. */
export const PLAN_LIMITS: Readonly<Record<Plan, PlanLimits>> = {
  free: {
    ...EVERY_PLAN,
    projects: 100,
    branchesPerProject: 10,
    rootBranchesPerProject: 3,
    protectedBranchesPerProject: 0,
    snapshotsPerProject: 1,
  },
  launch: {
    ...EVERY_PLAN,
    projects: 100,
    branchesPerProject: 5000,
    rootBranchesPerProject: 5,
    protectedBranchesPerProject: 2,
    snapshotsPerProject: 10,
  },
  scale: {
    ...EVERY_PLAN,
    projects: 1000,
    branchesPerProject: 5000,
    rootBranchesPerProject: 25,
    protectedBranchesPerProject: 5,
    snapshotsPerProject: 10,
  },
};
