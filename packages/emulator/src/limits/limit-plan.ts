import type { Policy } from '../calls/index.ts';
import { ruleForbids } from '../errors/index.ts';
import type { BranchRecord, ProjectRecord, State } from '../state/index.ts';
import type { PlanLimits } from './plan-limits.ts';

interface Place {
  readonly state: State;
  readonly project: ProjectRecord | undefined;
  readonly branch: BranchRecord | undefined;
}

interface Rule {
  readonly limit: keyof PlanLimits;
  /** Issues: users have reported these codes from Neon. The code is empty for the other limits. */
  readonly code: string;
  readonly count: (place: Place) => number;
}

/** The limits that apply to each call, and what they count. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  createProject: [
    {
      limit: 'projects',
      code: '',
      count: ({ state }) => [...state.projects.values()].filter(({ isDeleted }) => !isDeleted).length,
    },
  ],
  createProjectBranch: [
    {
      limit: 'branchesPerProject',
      code: 'BRANCHES_LIMIT_EXCEEDED',
      count: ({ project }) => project?.branches.size ?? 0,
    },
  ],
  createProjectBranchRole: [{ limit: 'rolesPerBranch', code: '', count: ({ branch }) => branch?.roles.length ?? 0 }],
  createProjectBranchDatabase: [
    { limit: 'databasesPerBranch', code: '', count: ({ branch }) => branch?.databases.length ?? 0 },
  ],
  createSnapshot: [{ limit: 'snapshotsPerProject', code: '', count: ({ project }) => project?.snapshots.length ?? 0 }],
};

/** Refuses calls that would exceed the plan (422). */
export function limitPlan(limits: PlanLimits, readState: () => State): Policy {
  return (call, next) => {
    const { operation, pathParams } = call;
    const state = readState();
    const project = state.projects.get(pathParams.project_id ?? '');
    const place = { state, project, branch: project?.branches.get(pathParams.branch_id ?? '') };
    for (const { limit, code, count } of RULES[operation.operationId] ?? []) {
      if (count(place) >= limits[limit]) {
        throw ruleForbids(`the plan allows no more than ${limits[limit]} ${describe(limit)}`, code);
      }
    }
    return next(call);
  };
}

/** Turns `branchesPerProject` into `branches per project`. */
function describe(limit: keyof PlanLimits): string {
  return limit.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
