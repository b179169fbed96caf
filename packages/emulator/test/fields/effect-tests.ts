const BRANCHES = 'src/handlers/branches';
const COMPARED = `src/handlers/schemas/schema-handlers.test.ts`;
const AUTH = 'src/handlers/neon-auth/neon-auth.test.ts';

/** Tests of effects that no later response shows, as `operationId fields`. */
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
  'deleteProjectBranch ?hard_delete': [`${BRANCHES}/delete-branch.test.ts`, 'is removed at once with hard_delete'],
  'deleteProjectBranchBucketObjectsByPrefix ?prefix': [
    'src/handlers/buckets/buckets.test.ts',
    'delete a whole prefix at once',
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
    'leaves the list at once, and is listed with its recovery when deleted branches are requested',
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
    'with finalize_restore creates the branch and takes over at once',
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
