import type {
  CreateCredentialParams,
  CreateCredentialResponse,
  ListCredentialsParams,
  ListCredentialsResponse,
  RevealCredentialParams,
  RevealCredentialResponse,
  RevokeCredentialParams,
  RotateCredentialParams,
  RotateCredentialResponse,
} from '@neon-api/types';
import { conflict, notFound } from '../../errors/index.ts';
import type { CredentialRecord, CredentialSecrets } from '../../state/index.ts';
import { type Random, randomText, timestampOf } from '../../support/index.ts';
import { type BranchParams, findBranch, findProject, findProjectBranch, servicesOf } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { isLive } from './find-credential.ts';

const HEX = '0123456789abcdef';
const ALPHANUMERICS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Lists revoked credentials too, marked as revoked. */
export const listCredentials: Handler<ListCredentialsParams, ListCredentialsResponse> = (context, params) => ({
  credentials: credentialsOf(context, params).map(({ meta }) => ({ ...meta })),
});

/** Spec: the list never shows the token and the secret; `reveal` does. */
export const createCredential: Handler<CreateCredentialParams, CreateCredentialResponse> = (context, params) => {
  const { branch_id, body } = params;
  const { random, clock } = context;
  const secrets = newSecrets(random);
  const meta = {
    ...newTokenId(random),
    branch_id,
    ...(body.name === undefined ? {} : { name: body.name }),
    principal_type: body.principal_type,
    scopes: [...body.scopes],
    created_at: timestampOf(clock),
  };
  credentialsOf(context, params).push({ meta, secrets });
  const { principal_type: _principal, ...shown } = meta;
  return { ...shown, ...showSecrets(secrets) };
};

export const revokeCredential: Handler<RevokeCredentialParams, undefined> = (context, params) => {
  const { meta } = findLive(context, credentialsOf(context, params), params.token_id);
  meta.revoked_at = timestampOf(context.clock);
  return undefined;
};

/** Spec: works through any branch of the project. */
export const revealCredential: Handler<RevealCredentialParams, RevealCredentialResponse> = (context, params) => {
  const project = findProject(context, params.project_id);
  findBranch(project, params.branch_id);
  const all = [...project.branches.values()].flatMap(({ services }) => services?.credentials ?? []);
  const { meta, secrets } = findLive(context, all, params.token_id);
  if (!secrets) throw conflict('the credential has no recoverable secret; rotate it to obtain one');
  return { token_id: meta.token_id, ...showSecrets(secrets) };
};

/** Spec: the id stays the same; the old secrets no longer authenticate. */
export const rotateCredential: Handler<RotateCredentialParams, RotateCredentialResponse> = (context, params) => {
  const record = findLive(context, credentialsOf(context, params), params.token_id);
  const secrets = newSecrets(context.random);
  record.secrets = secrets;
  const { token_id, token_id_short, name, scopes, created_at, expires_at } = record.meta;
  return {
    token_id,
    token_id_short,
    ...(name === undefined ? {} : { name }),
    ...showSecrets(secrets),
    scopes: [...scopes],
    branch_id: params.branch_id,
    principal_type: 'user',
    created_at,
    ...(expires_at === undefined ? {} : { expires_at }),
  };
};

function credentialsOf(context: HandlerContext, params: BranchParams): CredentialRecord[] {
  return servicesOf(findProjectBranch(context, params).record).credentials;
}

/** Spec: a revoked or expired credential is not found. */
function findLive({ clock }: HandlerContext, all: readonly CredentialRecord[], tokenId: string): CredentialRecord {
  const found = all.find((record) => record.meta.token_id === tokenId && isLive(record, clock.now()));
  if (!found) throw notFound('credential');
  return found;
}

function showSecrets({ apiToken, s3SecretAccessKey }: CredentialSecrets): {
  readonly api_token: string;
  readonly s3_secret_access_key: string;
} {
  return { api_token: apiToken, s3_secret_access_key: s3SecretAccessKey };
}

/** Spec: the id is `nak_live_<32 hex>`; logs show the first 12 of these digits. */
function newTokenId(random: Random): { readonly token_id: string; readonly token_id_short: string } {
  const digits = randomText(HEX, 32, random);
  return { token_id: `nak_live_${digits}`, token_id_short: digits.slice(0, 12) };
}

/** Spec: the secret key is `nsk_live_<64 hex>`; the format of the token is undocumented. */
function newSecrets(random: Random): CredentialSecrets {
  return {
    apiToken: `neon_branch_${randomText(ALPHANUMERICS, 40, random)}`,
    s3SecretAccessKey: `nsk_live_${randomText(HEX, 64, random)}`,
  };
}
