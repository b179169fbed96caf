import type { BodyProbe } from '../body-probe.ts';

export const ACCOUNT_PROBES: Readonly<Record<string, BodyProbe>> = {
  createApiKey: {
    path: () => '/api_keys',
    body: () => ({ key_name: 'a-key' }),
    reads: () => ['/api_keys'],
  },
  createOrgApiKey: {
    path: ({ org }) => `/organizations/${org}/api_keys`,
    body: ({ project }) => ({ key_name: 'an-org-key', project_id: project }),
    reads: ({ org }) => [`/organizations/${org}/api_keys`],
  },
  setOrganizationSpendingLimit: {
    path: ({ org }) => `/organizations/${org}/billing/spending_limit`,
    body: () => ({ spending_limit_cents: 777 }),
    reads: ({ org }) => [`/organizations/${org}/billing/spending_limit`],
  },
  createOrganizationInvitations: {
    path: ({ org }) => `/organizations/${org}/invitations`,
    body: () => ({ invitations: [{ email: 'guest@example.com', role: 'viewer' }] }),
    reads: ({ org }) => [`/organizations/${org}/invitations`],
  },
  updateOrganizationMember: {
    path: ({ org, member }) => `/organizations/${org}/members/${member}`,
    body: () => ({ role: 'admin' }),
    reads: ({ org }) => [`/organizations/${org}/members`],
  },
  assignOrganizationVPCEndpoint: {
    path: ({ org }) => `/organizations/${org}/vpc/region/aws-us-east-1/vpc_endpoints/vpce-1`,
    body: () => ({ label: 'a-label' }),
    reads: ({ org }) => [`/organizations/${org}/vpc/vpc_endpoints`],
  },
};
