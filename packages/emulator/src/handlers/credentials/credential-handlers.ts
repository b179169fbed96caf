import type {
  CreateCredentialParams,
  CreateCredentialResponse,
  ListCredentialsParams,
  ListCredentialsResponse,
  RevokeCredentialParams,
} from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import { randomText, randomUuid, timestampOf } from '../../support/index.ts';
import { findBranch, findProject } from '../find.ts';
import type { Handler } from '../handler.ts';
import { servicesOf } from '../services.ts';

const ALPHANUMERICS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Revoked ones are listed too, as such. */
export const listCredentials: Handler<ListCredentialsParams, ListCredentialsResponse> = (
  context,
  { project_id, branch_id },
) => {
  const { credentials } = servicesOf(findBranch(findProject(context, project_id), branch_id));
  return { credentials: credentials.map(({ meta }) => ({ ...meta })) };
};

/** Spec: token and secret are shown exactly once; they are not kept. */
export const createCredential: Handler<CreateCredentialParams, CreateCredentialResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const { credentials } = servicesOf(findBranch(findProject(context, project_id), branch_id));
  const { random, clock } = context;
  const tokenId = randomUuid(random);
  const meta = {
    token_id: tokenId,
    token_id_short: tokenId.slice(0, 8),
    branch_id,
    ...(body.name === undefined ? {} : { name: body.name }),
    principal_type: body.principal_type,
    scopes: [...body.scopes],
    created_at: timestampOf(clock),
  };
  credentials.push({ meta });
  const { principal_type: _principal, ...shown } = meta;
  return {
    ...shown,
    api_token: `neon_branch_${randomText(ALPHANUMERICS, 40, random)}`,
    s3_secret_access_key: randomText(ALPHANUMERICS, 40, random),
  };
};

export const revokeCredential: Handler<RevokeCredentialParams, undefined> = (
  context,
  { project_id, branch_id, token_id },
) => {
  const { credentials } = servicesOf(findBranch(findProject(context, project_id), branch_id));
  const found = credentials.find(({ meta }) => meta.token_id === token_id && meta.revoked_at === undefined);
  if (!found) throw notFound('credential');
  found.meta.revoked_at = timestampOf(context.clock);
  return undefined;
};
