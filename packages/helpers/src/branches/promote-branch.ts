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
  /** Protects the branch after it has become the default. Default: false. */
  readonly protect?: boolean | undefined;
  /**
   * Moves the read-write endpoint of the current default branch to this branch, so that existing URIs connect to it. If
   * this branch already has a read-write endpoint, `replace` deletes it first and `move` throws. Default: endpoints stay.
   */
  readonly endpoint?: 'move' | 'replace' | undefined;
}

export interface PromotedBranch {
  readonly branch: Branch;
  /** The steps that were done, in order. Empty if nothing was left to do. */
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
  /** The read-write endpoint of the current default branch. */
  readonly moving: Endpoint | undefined;
  readonly own: Endpoint | undefined;
}

/**
 * Makes a branch the project's default: removes its expiry, moves the endpoint if requested, sets the branch as default,
 * and protects it if requested. After an interrupted call, the same call does the remaining steps.
 *
 * @throws NeonUsageError if the branch does not exist, or it has an endpoint and `endpoint` is `move`.
 * @throws NeonApiError, NeonOperationError, NeonTimeoutError if a step fails. Call it again to continue.
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
      throw withNote(error, `Done before that: ${done}. Failed: ${step}. Call promoteBranch again to continue.`);
    });
    latest = (await taken) ?? latest;
  }
  return { branch: latest, steps };
}

/** Returns the remaining steps. The endpoint moves before the default changes; afterwards its old branch is unknown. */
function planPromotion({ branch, protect, endpoint, moving, own }: Promotion): PromoteStep[] {
  // If the branch is already the default, its endpoint has already been moved.
  const moves = endpoint !== undefined && !branch.default && moving !== undefined;
  if (moves && own !== undefined && endpoint === 'move') {
    throw new NeonUsageError(
      `Branch "${branch.name}" (${branch.id}) has the read-write endpoint ${own.id}. ` +
        "Pass endpoint: 'replace' to delete it, or delete it first.",
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
