/** What the emulator does with a field of a request. */
export type FieldEffect = 'effective' | 'stored' | 'rejected';

/** Field names by effect. A name that ends with `.*` covers all fields below it. */
export interface FieldEffects extends Readonly<Partial<Record<FieldEffect, readonly string[]>>> {
  /** Remarks by field name, for the page. */
  readonly notes?: Readonly<Record<string, string>>;
}

const NO_MAIL = 'no mail is sent; the response says so and names the fields';

/** Fields that mean the same in every operation. */
export const COMMON_FIELDS: FieldEffects = { effective: ['?cursor', '?limit', '?search'] };

const BRANCH_POINT = ['branch.parent_id', 'branch.parent_lsn', 'branch.parent_timestamp', 'branch.init_source'];
const CONSUMPTION = ['?from', '?to', '?granularity', '?metrics', '?org_id', '?project_ids'];
const TRIGGER = ['enabled', 'function_path', 'function_slug', 'name', 'type'];
const STORED_OF_ENDPOINT = [
  'endpoint.autoscaling_limit_max_cu',
  'endpoint.autoscaling_limit_min_cu',
  'endpoint.name',
  'endpoint.passwordless_access',
  'endpoint.pooler_enabled',
  'endpoint.pooler_mode',
  'endpoint.provisioner',
];

/** The fields of each operation that are not in `SCHEMA_FIELDS` or `COMMON_FIELDS`. */
export const OPERATION_FIELDS: Readonly<Record<string, FieldEffects>> = {
  acceptProjectTransferRequest: { effective: ['org_id'] },
  addProjectJWKS: {
    stored: ['branch_id', 'jwks_url', 'jwt_audience', 'provider_name', 'role_names'],
    rejected: ['skip_role_creation'],
    notes: { skip_role_creation: 'true is accepted; no role is created in either case' },
  },
  createApiKey: { stored: ['key_name'] },
  createBranchNeonAuthNewUser: { stored: ['email', 'name'], notes: { email: 'shown by `/__emulator/state`' } },
  createCredential: { stored: ['name', 'principal_type'], effective: ['scopes'] },
  createNeonAuth: { stored: ['auth_provider', 'database_name'] },
  createNeonAuthIntegration: {
    effective: ['branch_id', 'project_id', 'role_name'],
    stored: ['auth_provider', 'database_name'],
    notes: { role_name: 'must be a role of the branch' },
  },
  createNeonAuthNewUser: {
    effective: ['auth_provider', 'project_id'],
    stored: ['email', 'name'],
    notes: { email: 'shown by `/__emulator/state`' },
  },
  createNeonAuthProviderSDKKeys: { effective: ['auth_provider', 'project_id'] },
  createOrganizationInvitations: { stored: ['invitations[].email', 'invitations[].role'] },
  createOrgApiKey: { stored: ['key_name'], effective: ['project_id'] },
  createProject: {
    effective: [
      'project.branch.database_name',
      'project.branch.role_name',
      'project.history_retention_seconds',
      'project.org_id',
      'project.pg_version',
      'project.store_passwords',
    ],
    stored: [
      'project.autoscaling_limit_max_cu',
      'project.autoscaling_limit_min_cu',
      'project.branch.annotations',
      'project.branch.name',
      'project.name',
      'project.provisioner',
      'project.region_id',
    ],
  },
  createProjectBranch: {
    effective: [...BRANCH_POINT, 'branch.archived', 'branch.expires_at', 'branch.protected'],
    stored: ['branch.name'],
  },
  createProjectBranchAnonymized: {
    effective: [
      ...BRANCH_POINT.map((name) => `branch_create.${name}`),
      'branch_create.branch.archived',
      'branch_create.branch.expires_at',
      'branch_create.branch.protected',
      'start_anonymization',
    ],
    stored: ['branch_create.branch.name'],
    notes: { start_anonymization: 'changes only the state of the branch; no value is masked' },
  },
  createProjectBranchBucket: { stored: ['access_level', 'name'] },
  createProjectBranchDatabase: { effective: ['database.name', 'database.owner_name'] },
  createProjectBranchDataAPI: {
    stored: ['add_default_grants', 'auth_provider', 'jwks_url', 'jwt_audience', 'provider_name', 'skip_auth_schema'],
    notes: { add_default_grants: 'shown by `/__emulator/state`, like the others; nothing is granted or created' },
  },
  createProjectBranchFunctionDeployment: {
    stored: ['environment', 'runtime'],
    effective: ['zip'],
    notes: { environment: 'only the names, as at Neon', zip: 'required by the first deployment; not kept' },
  },
  createProjectBranchRole: { effective: ['role.name', 'role.no_login'] },
  createProjectBranchTrigger: { effective: TRIGGER },
  createProjectEndpoint: {
    effective: [
      'endpoint.branch_id',
      'endpoint.disabled',
      'endpoint.region_id',
      'endpoint.suspend_timeout_seconds',
      'endpoint.type',
    ],
    stored: STORED_OF_ENDPOINT,
    notes: { 'endpoint.pooler_enabled': 'the pooled host works in either case' },
  },
  createProjectTransferRequest: { effective: ['ttl_seconds'] },
  createSnapshot: { effective: ['?expires_at', '?lsn', '?timestamp'], stored: ['?name'] },
  deleteNeonAuthIntegration: {
    effective: ['delete_data'],
    notes: { delete_data: 'without it, users are back when the integration is created again' },
  },
  deleteProjectBranch: { effective: ['?hard_delete'] },
  deleteProjectBranchBucketObjectsByPrefix: { effective: ['?prefix'] },
  disableNeonAuth: {
    effective: ['delete_data'],
    notes: { delete_data: 'without it, users are back when Neon Auth is enabled again' },
  },
  finalizeRestoreBranch: { effective: ['name'] },
  getActiveRegions: { effective: ['?org_id'], notes: { '?org_id': 'must exist; all have the same regions' } },
  getConnectionURI: { effective: ['?branch_id', '?database_name', '?endpoint_id', '?pooled', '?role_name'] },
  getConsumptionHistoryPerBranchV2: { effective: [...CONSUMPTION, '?branch_ids'] },
  getConsumptionHistoryPerProject: {
    effective: [...CONSUMPTION, '?include_v1_metrics'],
    notes: { '?metrics': 'the four that the document requires are always in the response' },
  },
  getConsumptionHistoryPerProjectV2: { effective: CONSUMPTION },
  getOrganizationMembers: { effective: ['?sort_by', '?sort_order'] },
  getProjectAdvisorSecurityIssues: {
    effective: ['?branch_id', '?category', '?database_name', '?min_severity'],
    notes: { '?category': 'with `min_severity`, a filter of a list that is always empty' },
  },
  getProjectBranchSchema: { effective: ['?db_name', '?format', '?lsn', '?timestamp'] },
  getProjectBranchSchemaComparison: {
    effective: ['?base_branch_id', '?base_lsn', '?base_timestamp', '?db_name', '?lsn', '?timestamp'],
  },
  grantPermissionToProject: { stored: ['email'] },
  listProjectBranchBucketObjects: { effective: ['?delimiter', '?prefix'] },
  listProjectBranches: { effective: ['?include_deleted', '?sort_by', '?sort_order'] },
  listProjectBranchLogFieldValues: { effective: ['?end_time', '?since', '?source', '?start_time'] },
  listProjects: {
    effective: ['?org_id', '?recoverable', '?timeout'],
    notes: { '?timeout': 'must be in range; no response takes that long' },
  },
  listSharedProjects: {
    effective: ['?timeout'],
    notes: { '?timeout': 'must be in range; no response takes that long' },
  },
  presignProjectBranchBucketObject: {
    effective: ['expires_in_seconds', 'operation'],
    stored: ['content_type'],
    notes: { content_type: 'in the headers that the response asks for' },
  },
  queryProjectBranchLogs: {
    effective: [
      'body_contains',
      'cursor',
      'end_time',
      'limit',
      'logql',
      'minimum_severity',
      'scope_name',
      'service_name',
      'severity_text',
      'since',
      'sort_order',
      'source',
      'start_time',
      'trace_id',
    ],
  },
  registerProjectBranchCustomDomain: { stored: ['domain', 'entity_id', 'entity_type'] },
  removeProjectMemberRole: { effective: ['?confirm_self_lockout'] },
  restoreProjectBranch: {
    effective: ['preserve_under_name', 'source_branch_id', 'source_lsn', 'source_timestamp'],
  },
  restoreSnapshot: { effective: ['finalize_restore', 'target_branch_id'], stored: ['?name', 'name'] },
  sendNeonAuthEmailProviderTest: { rejected: ['recipient_email'], notes: { recipient_email: NO_MAIL } },
  sendNeonAuthTestEmail: {
    rejected: ['host', 'password', 'port', 'recipient_email', 'sender_email', 'sender_name', 'username'],
    notes: { host: NO_MAIL },
  },
  setOrganizationSpendingLimit: { stored: ['spending_limit_cents'] },
  setProjectMemberRole: { effective: ['?confirm_self_demotion', 'role'] },
  setSnapshotSchedule: {
    effective: [
      'schedule[].day',
      'schedule[].frequency',
      'schedule[].hour',
      'schedule[].month',
      'schedule[].retention_seconds',
    ],
  },
  transferNeonAuthProviderProject: { effective: ['auth_provider', 'project_id'] },
  updateMaskingRules: {},
  updateNeonAuthAllowLocalhost: { stored: ['allow_localhost'] },
  updateNeonAuthConfig: { stored: ['name'] },
  updateNeonAuthEmailAndPasswordConfig: {
    stored: [
      'auto_sign_in_after_verification',
      'disable_sign_up',
      'email_verification_method',
      'enabled',
      'require_email_verification',
      'send_verification_email_on_sign_in',
      'send_verification_email_on_sign_up',
    ],
  },
  updateNeonAuthMagicLinkPlugin: { stored: ['disable_sign_up', 'enabled', 'expires_in'] },
  updateNeonAuthOrganizationPlugin: {
    stored: ['creator_role', 'enabled', 'membership_limit', 'organization_limit', 'send_invitation_email'],
  },
  updateNeonAuthPhoneNumberPlugin: { stored: ['enabled', 'otp_expires_in'] },
  updateNeonAuthUserRole: { stored: ['roles'], notes: { roles: 'shown by `/__emulator/state`' } },
  updateNeonAuthWebhookConfig: { stored: ['enabled', 'enabled_events', 'timeout_seconds', 'webhook_url'] },
  updateOrganizationMember: { stored: ['role'] },
  updateProject: { effective: ['project.history_retention_seconds'], stored: ['project.name'] },
  updateProjectBranch: { effective: ['branch.expires_at', 'branch.protected'], stored: ['branch.name'] },
  updateProjectBranchDatabase: { effective: ['database.name', 'database.owner_name'] },
  updateProjectBranchFunction: { stored: ['name'] },
  updateProjectBranchTrigger: { effective: TRIGGER },
  updateProjectEndpoint: {
    effective: ['endpoint.branch_id', 'endpoint.disabled', 'endpoint.suspend_timeout_seconds'],
    stored: STORED_OF_ENDPOINT,
  },
  updateSnapshot: { stored: ['snapshot.name'] },
};
