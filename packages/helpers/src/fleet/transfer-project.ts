import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import {
  acceptProjectTransferRequest,
  createProjectTransferRequest,
  getProject,
  transferProjectsFromOrgToOrg,
} from '@neon-api/client/operations';
import type { Project } from '@neon-api/types';
import { hasStatus, isLostAnswer, recheckAfterLostAnswer } from '../lost-answer.ts';
import {
  assertOptions,
  callback,
  callOptions,
  type OptionRules,
  PROJECT_OPTION,
  type ProjectOption,
  required,
  SIGNAL_OPTION,
  type SignalOption,
  text,
} from '../options/index.ts';

export interface TransferProjectOptions extends ProjectOption, SignalOption {
  /** Id of the organization that receives the project. */
  readonly toOrgId: string;
  /**
   * A client of the receiving account, if it is a different account: `neon` offers the project and this client accepts
   * it. Default: `neon`, which must have access to both organizations.
   */
  readonly recipient?: NeonCaller | undefined;
}

export interface TransferredProject {
  /** The project as the receiving account sees it. */
  readonly project: Project;
  /** False if the organization already owned the project. */
  readonly changed: boolean;
}

const OPTIONS: OptionRules<TransferProjectOptions> = {
  ...PROJECT_OPTION,
  ...SIGNAL_OPTION,
  toOrgId: required(text),
  recipient: { must: 'a client', holds: (value) => callback.holds(Object(value).call) },
};

// Long enough to accept at once. An offer that is not accepted expires soon.
const OFFER_SECONDS = 3_600;

/**
 * Transfers a project to another organization, in the same account or in another one. Does nothing if the organization
 * already owns the project. After a lost response, it checks who owns the project.
 *
 * @throws NeonUsageError if the project does not belong to an organization and `recipient` is missing
 * @throws NeonApiError if Neon refuses, e.g. because of a limit of the receiving plan (406) or because the project has an
 *   integration (422). An offer that was not accepted expires after an hour
 * @example
 * await transferProject(neon, { projectId, toOrgId });
 */
export async function transferProject(neon: NeonCaller, options: TransferProjectOptions): Promise<TransferredProject> {
  assertOptions('transferProject', options, OPTIONS);
  const { projectId: project_id, toOrgId, recipient } = options;
  const receiving = recipient ?? neon;
  const seen = await lookFor(receiving, options);
  if (seen?.org_id === toOrgId) return { project: seen, changed: false };
  try {
    await (recipient === undefined ? moveBetweenOrgs(neon, options) : handOver(neon, recipient, options));
  } catch (error) {
    const arrived = isLostAnswer(error)
      ? await recheckAfterLostAnswer(error, () => lookFor(receiving, options))
      : undefined;
    if (arrived?.org_id === toOrgId) return { project: arrived, changed: true };
    throw error;
  }
  const { project } = await getProject(receiving, { project_id }, callOptions(options));
  return { project, changed: true };
}

async function moveBetweenOrgs(neon: NeonCaller, options: TransferProjectOptions): Promise<void> {
  const { projectId, toOrgId: destination_org_id } = options;
  const { project } = await getProject(neon, { project_id: projectId }, callOptions(options));
  if (project.org_id === undefined) {
    throw new NeonUsageError(`Project ${projectId} does not belong to an organization. Pass recipient to transfer it.`);
  }
  const body = { destination_org_id, project_ids: [projectId] };
  await transferProjectsFromOrgToOrg(neon, { source_org_id: project.org_id, body }, callOptions(options));
}

async function handOver(neon: NeonCaller, recipient: NeonCaller, options: TransferProjectOptions): Promise<void> {
  const { projectId: project_id, toOrgId: org_id } = options;
  const offer = { project_id, body: { ttl_seconds: OFFER_SECONDS } };
  const { id: request_id } = await createProjectTransferRequest(neon, offer, callOptions(options));
  await acceptProjectTransferRequest(recipient, { project_id, request_id, body: { org_id } }, callOptions(options));
}

/** Returns the project, or undefined if this client cannot see it. */
async function lookFor(neon: NeonCaller, options: TransferProjectOptions): Promise<Project | undefined> {
  try {
    return (await getProject(neon, { project_id: options.projectId }, callOptions(options))).project;
  } catch (error) {
    if (hasStatus(error, 404) || hasStatus(error, 403)) return undefined;
    throw error;
  }
}
