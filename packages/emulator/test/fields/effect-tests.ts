const BRANCHES = 'src/handlers/branches';
const COMPARED = `src/handlers/schemas/schema-handlers.test.ts`;
const AUTH = 'src/handlers/neon-auth/neon-auth.test.ts';

/** By operation and fields: the test of an effect that no later response shows. */
export const EFFECT_TESTS: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'acceptProjectTransferRequest org_id': [
    'src/handlers/projects/transfers.test.ts',
    'is accepted once, by anyone with its id, for one of their organizations',
  ],
  'createProjectBranch branch.archived': [
    `${BRANCHES}/restore-branch.test.ts`,
    'an archived branch is restored when a compute starts on it',
  ],
  'createProjectBranch branch.parent_timestamp': [
    `${BRANCHES}/restore-branch.test.ts`,
    'a branch from a point in time has the roles of that time, with the passwords that the response shows',
  ],
  'createProjectBranchAnonymized branch_create.branch.archived,branch_create.branch.parent_timestamp': [
    `${BRANCHES}/recorded-branches.test.ts`,
    'an anonymized branch is created like any other',
  ],
  'createProjectBranchAnonymized start_anonymization': [
    `${BRANCHES}/recorded-branches.test.ts`,
    'an anonymized branch is created like any other',
  ],
  'createProject project.default_endpoint_settings.pg_settings': [
    'test/pg-settings.test.ts',
    'a new project applies its defaults to its first endpoint',
  ],
  'createProjectEndpoint endpoint.settings.pg_settings': [
    'test/pg-settings.test.ts',
    'a read-only endpoint has its own settings',
  ],
  'createProjectBranch endpoints[].settings.pg_settings': [
    'test/pg-settings.test.ts',
    'the defaults of a project apply to its later endpoints, unless their request has other settings',
  ],
  'createProjectBranchFunctionDeployment zip': [
    'src/handlers/functions/functions.test.ts',
    'the first deployment creates a function and includes its code',
  ],
  'createProjectBranchRole role.no_login': [
    'src/handlers/roles-and-databases/role-handlers.test.ts',
    'a role that cannot log in has no password to show or reset',
  ],
  'createProjectTransferRequest ttl_seconds': ['src/handlers/projects/transfers.test.ts', "test('expires'"],
  'deleteNeonAuthIntegration delete_data': [AUTH, 'users are back when it is enabled again, unless they were deleted'],
  'deleteProjectBranch ?hard_delete': [`${BRANCHES}/delete-branch.test.ts`, 'is removed immediately with hard_delete'],
  'deleteProjectBranchBucketObjectsByPrefix ?prefix': [
    'src/handlers/buckets/buckets.test.ts',
    'delete all objects with a prefix in one call',
  ],
  'disableNeonAuth delete_data': [AUTH, 'users are back when it is enabled again, unless they were deleted'],
  'finalizeRestoreBranch name': [
    'src/handlers/snapshots/snapshots.test.ts',
    'finalizing can name the branch that is replaced',
  ],
  'getProjectBranchSchema ?db_name,?format': [COMPARED, 'the schema of a branch is returned as SQL or as JSON tables'],
  'getProjectBranchSchema ?lsn,?timestamp': [COMPARED, 'a point in the history has the schema of that time'],
  'getProjectBranchSchemaComparison ?base_branch_id,?db_name': [
    COMPARED,
    'a branch is compared with its parent, or with the requested branch',
  ],
  'getProjectBranchSchemaComparison ?base_lsn,?base_timestamp,?lsn,?timestamp': [
    COMPARED,
    'a point in the history has the schema of that time',
  ],
  'listProjectBranches ?include_deleted': [
    `${BRANCHES}/delete-branch.test.ts`,
    'leaves the list immediately, and is listed with its recovery when deleted branches are requested',
  ],
  'listSharedProjects ?search': [
    'src/handlers/projects/transfers.test.ts',
    'a user who was given access to a project sees it among the shared projects',
  ],
  'presignProjectBranchBucketObject expires_in_seconds': [
    'src/handlers/buckets/buckets.test.ts',
    'is refused if it was changed, has expired, or is used for another method',
  ],
  'removeProjectMemberRole ?confirm_self_lockout': [
    'src/handlers/projects/members.test.ts',
    'must confirm giving up the right to manage',
  ],
  'restoreSnapshot finalize_restore': [
    'src/handlers/snapshots/snapshots.test.ts',
    'with finalize_restore creates the branch, which takes over immediately',
  ],
  'setProjectMemberRole ?confirm_self_demotion': [
    'src/handlers/projects/members.test.ts',
    'must confirm giving up the right to manage',
  ],
  'updateProject project.settings.enable_logical_replication': [
    'test/logical-replication.test.ts',
    'enabling it suspends the active computes, and cannot be undone',
  ],
  'updateProjectEndpoint endpoint.settings.pg_settings': [
    'test/pg-settings.test.ts',
    'pg_settings apply to the compute: a change restarts it, and a removal restores the default',
  ],
  'updateProjectBranchTrigger schedule.cron': [
    'src/handlers/triggers/triggers.test.ts',
    'changes with a new version, the same type, and at least one field',
  ],
};

const ENDPOINTS = 'src/handlers/endpoints/endpoint-handlers.test.ts';
const RULES = 'test/network-rules.test.ts';
const SCHEDULE = ['src/handlers/snapshots/snapshots.test.ts', 'creates snapshots by the clock, retains them'] as const;
const SCHEDULE_TIMES = ['src/handlers/snapshots/schedule.test.ts', "'yearly'"] as const;
const DATABASES = [
  'src/handlers/roles-and-databases/database-handlers.test.ts',
  'create, update and delete each start apply_config and change Postgres',
] as const;
const TRIGGER_RUNS = [
  'src/handlers/triggers/fire-triggers.test.ts',
  'runs its function at each scheduled minute',
] as const;
const TRIGGER_UPLOADS = [
  'src/handlers/triggers/fire-triggers.test.ts',
  'invokes the triggers of its bucket whose prefix matches the key',
] as const;

/** Tests of fields that have the same effect in several operations, by the end of the field's name. */
export const EFFECT_TESTS_BY_ENDING: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'createOrgApiKey project_id': ['src/handlers/api-keys/api-keys.test.ts', 'has access only to that project'],
  'createCredential scopes': [
    'src/handlers/buckets/serve-s3.test.ts',
    'allows what the scopes of the credential allow',
  ],
  'setProjectMemberRole role': [
    'src/handlers/projects/members.test.ts',
    'cannot change roles without being a project admin',
  ],
  'restoreSnapshot target_branch_id': [
    'src/handlers/snapshots/snapshots.test.ts',
    'takes over the branch that is named',
  ],
  'project.branch.database_name': [
    'src/handlers/projects/project-handlers.test.ts',
    'the role is named after the database',
  ],
  'project.branch.role_name': ['src/handlers/projects/project-handlers.test.ts', 'which do the work and finish'],
  'project.history_retention_seconds': [
    `${BRANCHES}/restore-branch.test.ts`,
    'reaches back as far as the project retains',
  ],
  'project.org_id': ['src/handlers/projects/project-handlers.test.ts', 'an unknown organization is not found'],
  'project.pg_version': ['test/postgres-versions.test.ts', 'projects of two Postgres versions run side by side'],
  'project.store_passwords': [
    'src/handlers/roles-and-databases/role-handlers.test.ts',
    'reveal returns 412 if the project does not store passwords',
  ],
  'default_endpoint_settings.autoscaling_limit_max_cu': [ENDPOINTS, 'has the defaults of its project'],
  'default_endpoint_settings.autoscaling_limit_min_cu': [ENDPOINTS, 'has the defaults of its project'],
  suspend_timeout_seconds: ['src/handlers/housekeeping/suspend.test.ts', 'idle time counts from the end'],
  'allowed_ips.ips': [RULES, 'an address that is not in allowed_ips'],
  'allowed_ips.protected_branches_only': [RULES, 'if the list is only for protected branches'],
  block_public_connections: [RULES, 'every address, if public connections are blocked'],
  enable_logical_replication: ['test/logical-replication.test.ts', 'enabling it suspends the active computes'],
  pg_settings: ['test/pg-settings.test.ts', 'the defaults of a project apply to its later endpoints'],
  'branch.expires_at': [`${BRANCHES}/delete-branch.test.ts`, 'a branch is deleted when it expires, not before'],
  'branch.init_source': [`${BRANCHES}/restore-branch.test.ts`, 'a schema-only branch is a root'],
  'branch.parent_id': [`${BRANCHES}/branch-handlers.test.ts`, 'an unknown parent is not found'],
  'branch.parent_lsn': ['src/postgres/point-in-time.test.ts', 'in the log has what was written by then'],
  'branch.protected': [`${BRANCHES}/branch-handlers.test.ts`, 'is refused for default, protected and parent branches'],
  'endpoints[].type': ['src/postgres/read-only.test.ts', 'reports that it is a replica'],
  'endpoint.type': ['src/postgres/read-only.test.ts', 'reports that it is a replica'],
  'endpoint.branch_id': [ENDPOINTS, 'moving an active one starts apply_config and suspend_compute'],
  'endpoint.disabled': ['test/fresh-uri.test.ts', 'a connection to a disabled endpoint says so'],
  'endpoint.region_id': [ENDPOINTS, 'a region other than the project’s is refused'],
  'schedule[].frequency': SCHEDULE,
  'schedule[].retention_seconds': SCHEDULE,
  'schedule[].hour': SCHEDULE_TIMES,
  'schedule[].day': SCHEDULE_TIMES,
  'schedule[].month': SCHEDULE_TIMES,
  'database.name': DATABASES,
  'database.owner_name': DATABASES,
  'role.name': [
    'src/handlers/roles-and-databases/role-handlers.test.ts',
    'a new role has a password, starts apply_config, and exists in Postgres',
  ],
  '?expires_at': ['src/handlers/snapshots/snapshots.test.ts', 'are deleted when they expire'],
  'createSnapshot ?lsn': ['src/handlers/snapshots/snapshots.test.ts', 'at a time or an LSN but not both'],
  'createSnapshot ?timestamp': ['src/handlers/snapshots/snapshots.test.ts', 'at a time or an LSN but not both'],
  'Trigger enabled': ['src/handlers/triggers/fire-triggers.test.ts', 'does not run while it is disabled'],
  'Trigger function_path': TRIGGER_RUNS,
  'Trigger function_slug': TRIGGER_RUNS,
  'Trigger type': TRIGGER_RUNS,
  'schedule.cron': TRIGGER_RUNS,
  'Trigger name': ['src/handlers/triggers/triggers.test.ts', 'has a unique name on the branch'],
  'storage_object_created.bucket_name': TRIGGER_UPLOADS,
  'storage_object_created.prefix': TRIGGER_UPLOADS,
};
