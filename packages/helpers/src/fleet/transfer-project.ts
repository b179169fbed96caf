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
  /** The organization that shall own it. */
  readonly toOrgId: string;
  /**
   * A client of the account that receives it, where that is another: `neon` offers the project and this one accepts.
   * Default: `neon` reaches both organizations.
   */
  readonly recipient?: NeonCaller | undefined;
}

export interface TransferredProject {
  /** As the receiving side sees it. */
  readonly project: Project;
  /** False when it was there already. */
  readonly changed: boolean;
}

const OPTIONS: OptionRules<TransferProjectOptions> = {
  ...PROJECT_OPTION,
  ...SIGNAL_OPTION,
  toOrgId: required(text),
  recipient: { must: 'a client', holds: (value) => callback.holds(Object(value).call) },
};

// Long enough for one call, so that an offer that is not taken up does not stand open.
const OFFER_SECONDS = 3_600;

/**
 * Hands a project to another organization, or to one of another account. Nothing is done when it is there already, and
 * after a lost answer it is looked up.
 *
 * @throws NeonUsageError when the project belongs to no organization and no `recipient` is given
 * @throws NeonApiError when Neon refuses, e.g. by the limits of the receiving plan (406) or for a project with an
 *   integration (422); an offer that was not accepted ends after an hour
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
    throw new NeonUsageError(`Project ${projectId} belongs to no organization. Pass recipient to hand it over.`);
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

/** The project, unless this side does not see it. */
async function lookFor(neon: NeonCaller, options: TransferProjectOptions): Promise<Project | undefined> {
  try {
    return (await getProject(neon, { project_id: options.projectId }, callOptions(options))).project;
  } catch (error) {
    if (hasStatus(error, 404) || hasStatus(error, 403)) return undefined;
    throw error;
  }
}
