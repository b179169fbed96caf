/** Where an answer is less than Neon's, by operationId. */
export const NOTES: ReadonlyMap<string, string> = new Map([
  [
    'createProjectBranch',
    'the answer lacks roles and databases that were deleted since the point; later answers have them',
  ],
  [
    'restoreProjectBranch',
    'the answer lacks roles and databases that were deleted since the point; later answers have them',
  ],
  ['createProjectBranchAnonymized', 'no value is masked'],
  ['startAnonymization', 'no value is masked'],
  ['getConsumptionHistoryPerProject', 'sizes and written bytes are of the last reading; estimates without Postgres'],
  ['getConsumptionHistoryPerProjectV2', 'sizes and written bytes are of the last reading; estimates without Postgres'],
  ['getConsumptionHistoryPerBranchV2', 'sizes and written bytes are of the last reading; estimates without Postgres'],
  ['createOrganizationInvitations', 'no mail is sent'],
  ['sendNeonAuthTestEmail', 'no mail is sent, and the answer says so'],
  ['sendNeonAuthEmailProviderTest', 'no mail is sent, and the answer says so'],
  ['createProjectBranchTrigger', 'an invocation is logged with the request; no function runs'],
  ['updateProjectBranchTrigger', 'an invocation is logged with the request; no function runs'],
  [
    'queryProjectBranchLogs',
    'in every region; functions and buckets, not computes; the newest 10,000 records of a project; LogQL without regular expressions',
  ],
  [
    'registerProjectBranchCustomDomain',
    'no name server is asked: active after 5 s; `.invalid` and `.caa-blocked.test` end in an error',
  ],
  ['rotateCredential', 'the former secret ends at once, at the S3 endpoint; nothing else here takes a credential'],
  ['listProjectMembers', 'levels have the names of the document: CAN_VIEW, CAN_EDIT, CAN_MANAGE'],
  ['setProjectMemberRole', 'decides who may change roles; other calls are not limited by it'],
  ['removeProjectMemberRole', 'decides who may change roles; other calls are not limited by it'],
  ['createProjectBranchFunctionDeployment', 'no function runs'],
  ['createProjectBranchDataAPI', 'nothing answers under the URL'],
  ['createNeonAuth', 'nobody can sign in'],
  ['createNeonAuthIntegration', 'nobody can sign in'],
  ['getProjectBranchAiGateway', 'answers that there is none'],
  ['getProjectAdvisorSecurityIssues', 'nothing is inspected'],
  [
    'getProjectBranchStorage',
    'the endpoint serves GET, HEAD, PUT and DELETE of objects, signed with a credential; not lists or chunked uploads',
  ],
  ['getProjectBranchSchema', 'needs Postgres; owners and grants only where a pg_dump of its version is found'],
  [
    'getProjectBranchSchemaComparison',
    'needs Postgres; owners and grants only where a pg_dump of its version is found',
  ],
]);
