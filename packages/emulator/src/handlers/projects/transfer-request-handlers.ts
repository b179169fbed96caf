import type {
  AcceptProjectTransferRequestParams,
  CreateProjectTransferRequestParams,
  CreateProjectTransferRequestResponse,
} from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import { requireUnlocked } from '../../operations/index.ts';
import { randomUuid, timestampOf } from '../../support/index.ts';
import { findProject } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { findOrganization } from '../organizations/index.ts';
import { assignToOrganization } from './ownership.ts';

/** Spec: a request expires after a day by default. */
const DEFAULT_TTL_SECONDS = 86_400;

export const createProjectTransferRequest: Handler<
  CreateProjectTransferRequestParams,
  CreateProjectTransferRequestResponse
> = (context, { project_id, body }) => {
  const { transferRequests } = findProject(context, project_id);
  const ttlMs = (body?.ttl_seconds ?? DEFAULT_TTL_SECONDS) * 1000;
  const request = {
    id: randomUuid(context.random),
    project_id,
    created_at: timestampOf(context.clock),
    expires_at: new Date(context.clock.now() + ttlMs).toISOString(),
  };
  transferRequests.push(request);
  return { ...request };
};

/** Anyone who has the request's id can move the project, once, to one of their organizations. */
export const acceptProjectTransferRequest: Handler<AcceptProjectTransferRequestParams, undefined> = (
  context,
  { project_id, request_id, body },
) => {
  const record = findProject(context, project_id);
  const request = record.transferRequests.find(({ id }) => id === request_id);
  if (!request || Date.parse(request.expires_at) <= context.clock.now()) throw notFound('project transfer request');
  const destination = findOrganization(context, body?.org_id);
  requireUnlocked(record);
  record.transferRequests.length = 0;
  assignToOrganization(context, record, destination);
  return undefined;
};
