import { callAndWait, type NeonCaller, NeonUsageError } from '@neon-api/client';
import {
  deleteProjectEndpoint,
  listProjectEndpoints,
  setDefaultProjectBranch,
  updateProjectBranch,
  updateProjectEndpoint,
} from '@neon-api/client/operations';
import type { Branch, Endpoint } from '@neon-api/types';
import { listBranches } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import { withNote } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  callOptions,
  flag,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  oneOf,
  waitOptions,
} from '../options/index.ts';
import { pickBranch } from './restore-branch.ts';

export interface PromoteBranchOptions extends BranchPlace, HelperOptions {
  /** Protects the branch once it is the default. Default: false. */
  readonly protect?: boolean | undefined;
  /**
   * Moves the read-write endpoint of the present default branch to this one, so that connection URIs lead here. A branch
   * has one read-write endpoint: with `replace`, its own is deleted first; with `move`, having one is an error. Default:
   * endpoints stay.
   */
  readonly endpoint?: 'move' | 'replace' | undefined;
}

export interface PromotedBranch {
  readonly branch: Branch;
  /** What was done, in order; empty when all of it was so already. */
  readonly steps: readonly PromoteStep[];
}

export type PromoteStep = 'keep_forever' | 'delete_endpoint' | 'move_endpoint' | 'set_default' | 'protect';

const OPTIONS: OptionRules<PromoteBranchOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  protect: flag,
  endpoint: oneOf('move', 'replace'),
};

interface Promotion {
  readonly branch: Branch;
  readonly protect: boolean;
  readonly endpoint: 'move' | 'replace' | undefined;
  /** Of the present default branch. */
  readonly moving: Endpoint | undefined;
  readonly own: Endpoint | undefined;
}

/**
 * Makes a branch the project's default: takes its expiry off, moves the endpoint where asked, sets it as default, and
 * protects it where asked. After a call that was cut off, the same call does what is left.
 *
 * @throws NeonUsageError when the project has no such branch, or it has an endpoint that would have to be deleted.
 * @throws NeonApiError, NeonOperationError, NeonTimeoutError when a step fails; call it again to go on.
 * @example
 * await promoteBranch(neon, { projectId, branchId, endpoint: 'replace', protect: true });
 */
export async function promoteBranch(neon: NeonCaller, options: PromoteBranchOptions): Promise<PromotedBranch> {
  assertOptions('promoteBranch', options, OPTIONS);
  const { projectId, branchId, protect = false, endpoint } = options;
  const branches = await listBranches(neon, { projectId }, callOptions(options));
  const branch = pickBranch(branches, branchId, projectId);
  const present = branches.find((candidate) => candidate.default);
  const { endpoints } = await listProjectEndpoints(neon, { project_id: projectId }, callOptions(options));
  const writable = (id: string | undefined): Endpoint | undefined =>
    endpoints.find(({ branch_id, type }) => branch_id === id && type === 'read_write');
  const promotion = { branch, protect, endpoint, moving: writable(present?.id), own: writable(branchId) };
  const steps = planPromotion(promotion);
  let latest = branch;
  for (const [index, step] of steps.entries()) {
    const taken = takeStep(neon, step, promotion, options).catch((error: unknown) => {
      const done = steps.slice(0, index).join(', ') || 'nothing';
      throw withNote(error, `Done before that: ${done}. Failed: ${step}. Call promoteBranch again to go on.`);
    });
    latest = (await taken) ?? latest;
  }
  return { branch: latest, steps };
}

/** The steps that are left. The endpoint goes before the default: afterwards nothing tells where it was. */
function planPromotion({ branch, protect, endpoint, moving, own }: Promotion): PromoteStep[] {
  // Once it is the default, the endpoint that it has is the one that was moved.
  const moves = endpoint !== undefined && !branch.default && moving !== undefined;
  if (moves && own !== undefined && endpoint === 'move') {
    throw new NeonUsageError(
      `Branch "${branch.name}" (${branch.id}) has the read-write endpoint ${own.id}. ` +
        "Pass endpoint: 'replace' to have it deleted, or delete it first.",
    );
  }
  return [
    // Spec: an expiring branch can be neither the default nor protected.
    ...(branch.expires_at !== undefined ? (['keep_forever'] as const) : []),
    ...(moves && own !== undefined ? (['delete_endpoint'] as const) : []),
    ...(moves ? (['move_endpoint'] as const) : []),
    ...(branch.default ? [] : (['set_default'] as const)),
    ...(protect && !branch.protected ? (['protect'] as const) : []),
  ];
}

async function takeStep(
  neon: NeonCaller,
  step: PromoteStep,
  { branch, moving, own }: Promotion,
  options: HelperOptions,
): Promise<Branch | undefined> {
  const project = { project_id: branch.project_id };
  const place = { ...project, branch_id: branch.id };
  const wait = waitOptions(options);
  const change = async (body: { expires_at: null } | { protected: true }): Promise<Branch> =>
    (await callAndWait(neon, updateProjectBranch, { ...place, body: { branch: body } }, wait)).branch;
  switch (step) {
    case 'keep_forever':
      return change({ expires_at: null });
    case 'delete_endpoint': {
      const params = { ...project, endpoint_id: own?.id ?? '' };
      await undefinedOn404(callAndWait(neon, deleteProjectEndpoint, params, wait));
      return undefined;
    }
    case 'move_endpoint': {
      const body = { endpoint: { branch_id: branch.id } };
      await callAndWait(neon, updateProjectEndpoint, { ...project, endpoint_id: moving?.id ?? '', body }, wait);
      return undefined;
    }
    case 'set_default':
      return (await callAndWait(neon, setDefaultProjectBranch, place, wait)).branch;
    case 'protect':
      return change({ protected: true });
  }
}
