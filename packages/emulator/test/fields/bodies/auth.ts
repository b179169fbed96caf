import type { BodyProbe } from '../body-probe.ts';
import type { FieldWorld } from '../field-world.ts';

const MAIL_SERVER = {
  type: 'standard',
  host: 'mail.example',
  port: 2525,
  username: 'mailer',
  password: 'mail-password',
  sender_email: 'sender@example.com',
  sender_name: 'The sender',
};
const OWN_CLIENT = { client_id: 'a-client', client_secret: 'a-client-secret', microsoft_tenant_id: 'a-tenant' };
const state = (): readonly string[] => ['state'];

export const AUTH_PROBES: Readonly<Record<string, BodyProbe>> = {
  createNeonAuthIntegration: {
    path: () => '/projects/auth/create',
    body: ({ project, branch }) => ({
      auth_provider: 'mock',
      project_id: project,
      branch_id: branch,
      database_name: 'neondb',
      role_name: 'neondb_owner',
    }),
    reads: ({ at }) => [`${at}/auth/integrations`],
  },
  createNeonAuth: {
    path: ({ main }) => `${main}/auth`,
    body: () => ({ auth_provider: 'mock', database_name: 'neondb' }),
    reads: ({ main }) => [`${main}/auth`],
  },
  createNeonAuthNewUser: {
    prepare: enableAuthOnMain,
    path: () => '/projects/auth/user',
    body: ({ project }) => ({
      auth_provider: 'mock',
      project_id: project,
      email: 'user@example.com',
      name: 'A user',
    }),
    reads: state,
  },
  createBranchNeonAuthNewUser: {
    path: ({ childAt }) => `${childAt}/auth/users`,
    body: () => ({ email: 'user@example.com', name: 'A user' }),
    reads: state,
  },
  updateNeonAuthUserRole: {
    path: ({ childAt, authUser }) => `${childAt}/auth/users/${authUser}/role`,
    body: () => ({ roles: ['a-role'] }),
    reads: state,
  },
  addNeonAuthDomainToRedirectURIWhitelist: {
    prepare: enableAuthOnMain,
    path: ({ at }) => `${at}/auth/domains`,
    body: () => ({ auth_provider: 'mock', domain: 'https://new.example' }),
    reads: ({ at }) => [`${at}/auth/domains`],
  },
  addBranchNeonAuthTrustedDomain: {
    path: ({ childAt }) => `${childAt}/auth/domains`,
    body: () => ({ auth_provider: 'mock', domain: 'https://new.example' }),
    reads: ({ childAt }) => [`${childAt}/auth/domains`],
  },
  updateNeonAuthEmailServer: {
    prepare: enableAuthOnMain,
    path: ({ at }) => `${at}/auth/email_server`,
    body: () => MAIL_SERVER,
    reads: ({ at }) => [`${at}/auth/email_server`],
  },
  updateNeonAuthEmailProvider: {
    path: ({ childAt }) => `${childAt}/auth/email_provider`,
    body: () => MAIL_SERVER,
    reads: ({ childAt }) => [`${childAt}/auth/email_provider`],
  },
  addNeonAuthOauthProvider: {
    prepare: enableAuthOnMain,
    path: ({ at }) => `${at}/auth/oauth_providers`,
    body: () => ({ id: 'microsoft', ...OWN_CLIENT }),
    reads: ({ at }) => [`${at}/auth/oauth_providers`],
  },
  addBranchNeonAuthOauthProvider: {
    path: ({ childAt }) => `${childAt}/auth/oauth_providers`,
    body: () => ({ id: 'microsoft', ...OWN_CLIENT }),
    reads: ({ childAt }) => [`${childAt}/auth/oauth_providers`],
  },
  updateNeonAuthOauthProvider: {
    prepare: enableAuthOnMain,
    path: ({ at }) => `${at}/auth/oauth_providers/google`,
    body: () => OWN_CLIENT,
    reads: ({ at }) => [`${at}/auth/oauth_providers`],
  },
  updateBranchNeonAuthOauthProvider: {
    path: ({ childAt }) => `${childAt}/auth/oauth_providers/google`,
    body: () => OWN_CLIENT,
    reads: ({ childAt }) => [`${childAt}/auth/oauth_providers`],
  },
  updateNeonAuthAllowLocalhost: {
    path: ({ childAt }) => `${childAt}/auth/allow_localhost`,
    body: () => ({ allow_localhost: false }),
    reads: ({ childAt }) => [`${childAt}/auth/allow_localhost`],
  },
  updateNeonAuthConfig: {
    path: ({ childAt }) => `${childAt}/auth/config`,
    body: () => ({ name: 'An application' }),
    reads: ({ childAt }) => [`${childAt}/auth`],
  },
  updateNeonAuthEmailAndPasswordConfig: {
    path: ({ childAt }) => `${childAt}/auth/email_and_password`,
    body: () => ({
      enabled: false,
      email_verification_method: 'otp',
      require_email_verification: true,
      auto_sign_in_after_verification: false,
      send_verification_email_on_sign_up: true,
      send_verification_email_on_sign_in: true,
      disable_sign_up: true,
    }),
    reads: ({ childAt }) => [`${childAt}/auth/email_and_password`],
  },
  updateNeonAuthMagicLinkPlugin: {
    path: ({ childAt }) => `${childAt}/auth/plugins/magic-link`,
    body: () => ({ enabled: true, expires_in: 77, disable_sign_up: true }),
    reads: ({ childAt }) => [`${childAt}/auth/plugins`],
  },
  updateNeonAuthOrganizationPlugin: {
    path: ({ childAt }) => `${childAt}/auth/plugins/organization`,
    body: () => ({
      enabled: true,
      organization_limit: 7,
      membership_limit: 8,
      creator_role: 'admin',
      send_invitation_email: true,
    }),
    reads: ({ childAt }) => [`${childAt}/auth/plugins`],
  },
  updateNeonAuthPhoneNumberPlugin: {
    path: ({ childAt }) => `${childAt}/auth/plugins/phone-number`,
    body: () => ({ enabled: true, otp_expires_in: 77 }),
    reads: ({ childAt }) => [`${childAt}/auth/plugins/phone-number`],
  },
  updateNeonAuthWebhookConfig: {
    path: ({ childAt }) => `${childAt}/auth/webhooks`,
    body: () => ({
      enabled: true,
      webhook_url: 'https://hook.example',
      timeout_seconds: 7,
      enabled_events: ['user.created'],
    }),
    reads: ({ childAt }) => [`${childAt}/auth/webhooks`],
  },
};

function enableAuthOnMain({ api, main }: FieldWorld): Promise<unknown> {
  return api.post(`${main}/auth`, { auth_provider: 'mock' });
}
