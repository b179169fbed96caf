import type { NeonAuthCreateIntegrationResponse, NeonAuthSupportedAuthProvider } from '@neon-api/types';
import { conflict } from '../../errors/index.ts';
import type { AuthRecord, BranchRecord, BranchServices } from '../../state/index.ts';
import { randomText, randomUuid, timestampOf } from '../../support/index.ts';
import { authUrlOf, authUrls, findDatabase, servicesOf } from '../common/index.ts';
import type { HandlerContext } from '../handler.ts';

const SCHEMA = 'neon_auth';
const TABLE = 'users_sync';
const ALPHANUMERICS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export interface NewAuth {
  readonly provider: NeonAuthSupportedAuthProvider;
  readonly databaseName: string | undefined;
}

/** Recorded only: nobody can sign in, but every setting is stored as at Neon. */
export function enableAuth(
  context: HandlerContext,
  record: BranchRecord,
  { provider, databaseName }: NewAuth,
): AuthRecord {
  const services = servicesOf(record);
  if (services.auth) throw conflict('Neon Auth is already enabled on this branch');
  const database =
    databaseName === undefined ? (record.databases[0]?.name ?? '') : findDatabase(record, databaseName).name;
  const { formerAuthUsers: users = [] } = services;
  services.auth = { ...newAuth(context, record.branch.id, provider, database), users };
  delete services.formerAuthUsers;
  return services.auth;
}

/**
 * Disables Neon Auth. Spec: the `neon_auth` schema stays in the database unless `deletesData`, so its users are back
 * when Neon Auth is enabled again.
 */
export function disableAuth(services: BranchServices, deletesData: boolean): void {
  const { auth } = services;
  delete services.auth;
  if (deletesData) delete services.formerAuthUsers;
  else if (auth) services.formerAuthUsers = auth.users;
}

function newAuth(
  { clock, random, origin }: HandlerContext,
  branchId: string,
  provider: NeonAuthSupportedAuthProvider,
  database: string,
): AuthRecord {
  return {
    integration: {
      auth_provider: provider,
      auth_provider_project_id: randomUuid(random),
      branch_id: branchId,
      db_name: database,
      created_at: timestampOf(clock),
      owned_by: 'neon',
      ...authUrls(authUrlOf(origin, branchId)),
    },
    secretServerKey: `ssk_${randomText(ALPHANUMERICS, 40, random)}`,
    publishableClientKey: `pck_${randomText(ALPHANUMERICS, 40, random)}`,
    users: [],
    domains: [],
    oauthProviders: [
      { id: 'google', type: 'shared' },
      { id: 'github', type: 'shared' },
    ],
    allowLocalhost: true,
    emailAndPassword: {
      enabled: true,
      email_verification_method: 'link',
      require_email_verification: false,
      auto_sign_in_after_verification: true,
      send_verification_email_on_sign_up: false,
      send_verification_email_on_sign_in: false,
      disable_sign_up: false,
    },
    emailServer: { type: 'shared' },
    magicLink: { enabled: false, expires_in: 5, disable_sign_up: false },
    organization: {
      enabled: false,
      organization_limit: 5,
      membership_limit: 100,
      creator_role: 'owner',
      send_invitation_email: false,
    },
    phoneNumber: { enabled: false },
    webhook: { enabled: false },
  };
}

export function showCreatedAuth(auth: AuthRecord): NeonAuthCreateIntegrationResponse {
  const { auth_provider, auth_provider_project_id, jwks_url, base_url } = auth.integration;
  return {
    auth_provider,
    auth_provider_project_id,
    pub_client_key: auth.publishableClientKey,
    secret_server_key: auth.secretServerKey,
    jwks_url,
    schema_name: SCHEMA,
    table_name: TABLE,
    ...(base_url === undefined ? {} : { base_url }),
  };
}
