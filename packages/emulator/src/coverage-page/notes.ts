/** How a response differs from Neon's, by operationId. */
export const NOTES: ReadonlyMap<string, string> = new Map([
  [
    'createProjectBranch',
    'the response lacks roles and databases that were deleted after that point; later responses include them',
  ],
  [
    'restoreProjectBranch',
    'the response lacks roles and databases that were deleted after that point; later responses include them',
  ],
  ['createProjectBranchAnonymized', 'masks nothing: the values are the parent’s, as the status says'],
  ['startAnonymization', 'masks nothing; the response says so'],
  ['updateMaskingRules', 'rules are stored, not applied'],
  ['getConsumptionHistoryPerProject', 'sizes and written bytes are from the last reading; estimates without Postgres'],
  [
    'getConsumptionHistoryPerProjectV2',
    'sizes and written bytes are from the last reading; estimates without Postgres',
  ],
  ['getConsumptionHistoryPerBranchV2', 'sizes and written bytes are from the last reading; estimates without Postgres'],
  ['createOrganizationInvitations', 'no mail is sent'],
  ['sendNeonAuthTestEmail', 'no mail is sent, and the response says so'],
  ['sendNeonAuthEmailProviderTest', 'no mail is sent, and the response says so'],
  ['createProjectBranchTrigger', 'each invocation is logged with its request; no function runs'],
  ['updateProjectBranchTrigger', 'each invocation is logged with its request; no function runs'],
  [
    'queryProjectBranchLogs',
    'in every region; logs of functions and buckets, not of computes; the latest 10,000 records per project; LogQL without regular expressions',
  ],
  [
    'registerProjectBranchCustomDomain',
    'no DNS lookup: active after 5 s; `.invalid` and `.caa-blocked.test` end in an error',
  ],
  [
    'rotateCredential',
    'the S3 endpoint rejects the old secret immediately; nothing else in the emulator accepts a credential',
  ],
  ['listProjectMembers', 'levels are named as in the document: CAN_VIEW, CAN_EDIT, CAN_MANAGE'],
  ['setProjectMemberRole', 'restricts only who can change roles; other calls ignore it'],
  ['removeProjectMemberRole', 'restricts only who can change roles; other calls ignore it'],
  ['createProjectBranchFunctionDeployment', 'no function runs'],
  ['createProjectBranchDataAPI', 'nothing is served at the URL'],
  ['createNeonAuth', 'sign-in does not work'],
  ['createNeonAuthIntegration', 'sign-in does not work'],
  ['getProjectBranchAiGateway', 'always reports that none exists'],
  ['getProjectAdvisorSecurityIssues', 'nothing is inspected'],
  [
    'getProjectBranchStorage',
    'the endpoint supports GET, HEAD, PUT and DELETE of objects, signed with a credential; no listing, no chunked uploads',
  ],
  ['getProjectBranchSchema', 'needs Postgres; owners and grants only with a pg_dump of at least its version'],
  ['getProjectBranchSchemaComparison', 'needs Postgres; owners and grants only with a pg_dump of at least its version'],
]);
