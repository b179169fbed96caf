import { EXAMPLE_IDS, EXAMPLE_NAMES } from '../example-ids.ts';

/** An expression that no JSON can express. */
export class Expression {
  readonly typescript: string;
  readonly curl: string;

  constructor(typescript: string, curl: string) {
    this.typescript = typescript;
    this.curl = curl;
  }
}

/** Values that suit the name of a parameter or field, of the form that the API accepts. */
export const BY_NAME: Readonly<Record<string, unknown>> = {
  project_id: EXAMPLE_IDS.project,
  project_ids: [EXAMPLE_IDS.project],
  branch_id: EXAMPLE_IDS.branch,
  endpoint_id: EXAMPLE_IDS.endpoint,
  org_id: EXAMPLE_IDS.org,
  source_org_id: EXAMPLE_IDS.org,
  destination_org_id: 'org-loud-field-12345678',
  source_branch_id: EXAMPLE_IDS.branch,
  operation_id: EXAMPLE_IDS.operation,
  snapshot_id: EXAMPLE_IDS.snapshot,
  member_id: EXAMPLE_IDS.member,
  permission_id: EXAMPLE_IDS.permission,
  request_id: EXAMPLE_IDS.transferRequest,
  jwks_id: EXAMPLE_IDS.jwks,
  auth_user_id: EXAMPLE_IDS.authUser,
  trigger_id: EXAMPLE_IDS.trigger,
  token_id: EXAMPLE_IDS.credential,
  key_id: Number(EXAMPLE_IDS.apiKey),
  database_name: EXAMPLE_NAMES.database,
  db_name: EXAMPLE_NAMES.database,
  role_name: EXAMPLE_NAMES.owner,
  region_id: EXAMPLE_NAMES.region,
  vpc_endpoint_id: EXAMPLE_NAMES.vpcEndpoint,
  bucket_name: EXAMPLE_NAMES.bucket,
  object_key: EXAMPLE_NAMES.object,
  prefix: 'thumbnails/',
  slug: EXAMPLE_NAMES.functionSlug,
  function_slug: EXAMPLE_NAMES.functionSlug,
  domain: EXAMPLE_NAMES.domain,
  entity_id: EXAMPLE_NAMES.functionSlug,
  entity_type: 'function',
  oauth_provider_id: EXAMPLE_NAMES.oauthProvider,
  jwks_url: 'https://example.com/.well-known/jwks.json',
  provider_name: 'example',
  frequency: 'daily',
  cron: '*/15 * * * *',
  metrics: ['compute_unit_seconds'],
  host: 'smtp.example.com',
  port: 465,
  recipient_email: 'ada@example.com',
  sender_email: 'shop@example.com',
  sender_name: 'Shop',
  from: '2026-01-01T00:00:00Z',
  to: '2026-02-01T00:00:00Z',
};

/** Parameters of operations that the values by name do not suit. */
export const PARAMETERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  deleteProjectBranch: { branch_id: EXAMPLE_IDS.childBranch },
  deleteProjectBranchRole: { role_name: EXAMPLE_NAMES.role },
  finalizeRestoreBranch: { branch_id: EXAMPLE_IDS.restoredBranch },
  getAnonymizedBranchStatus: { branch_id: EXAMPLE_IDS.anonymizedBranch },
  getMaskingRules: { branch_id: EXAMPLE_IDS.anonymizedBranch },
  getProjectBranchSchemaComparison: { branch_id: EXAMPLE_IDS.childBranch },
  recoverProject: { project_id: EXAMPLE_IDS.deletedProject },
  recoverProjectBranch: { branch_id: EXAMPLE_IDS.deletedBranch },
  restoreProjectBranch: { branch_id: EXAMPLE_IDS.childBranch },
  revokeOrgApiKey: { key_id: Number(EXAMPLE_IDS.orgApiKey) },
  startAnonymization: { branch_id: EXAMPLE_IDS.anonymizedBranch },
  updateMaskingRules: { branch_id: EXAMPLE_IDS.anonymizedBranch },
};

const TRUSTED = { auth_provider: 'better_auth', domain: EXAMPLE_NAMES.trustedDomain };
const NO_LONGER_TRUSTED = { auth_provider: 'better_auth', domains: [{ domain: EXAMPLE_NAMES.trustedDomain }] };

/** Bodies of operations, instead of the document's examples. */
export const BODIES: Readonly<Record<string, unknown>> = {
  addBranchNeonAuthOauthProvider: { id: 'vercel' },
  addBranchNeonAuthTrustedDomain: TRUSTED,
  addNeonAuthDomainToRedirectURIWhitelist: TRUSTED,
  addNeonAuthOauthProvider: { id: 'vercel' },
  createProjectBranchBucket: { name: 'documents' },
  createProjectBranchDatabase: { database: { name: 'mydb', owner_name: EXAMPLE_NAMES.owner } },
  createProjectBranchFunctionDeployment: {
    zip: new Expression("new Blob(['the bytes of a zip file'])", '@function.zip'),
  },
  createProjectEndpoint: { endpoint: { branch_id: EXAMPLE_IDS.branch, type: 'read_only' } },
  deleteBranchNeonAuthTrustedDomain: NO_LONGER_TRUSTED,
  deleteNeonAuthDomainFromRedirectURIWhitelist: NO_LONGER_TRUSTED,
  updateOrganizationMember: { role: 'admin' },
  updateProjectBranchTrigger: { type: 'schedule', schedule: { cron: '0 * * * *' } },
  updateProjectBranchDatabase: { database: { name: 'mydb', owner_name: EXAMPLE_NAMES.owner } },
};
