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
  ['createProjectBranchFunctionDeployment', 'no function runs'],
  ['createProjectBranchDataAPI', 'nothing answers under the URL'],
  ['createNeonAuth', 'nobody can sign in'],
  ['createNeonAuthIntegration', 'nobody can sign in'],
  ['getProjectBranchAiGateway', 'answers that there is none'],
  ['getProjectAdvisorSecurityIssues', 'nothing is inspected'],
  ['getProjectBranchStorage', 'objects go by presigned addresses; S3 is not spoken'],
  ['getProjectBranchSchema', 'needs Postgres; owners and grants only where a pg_dump of its version is found'],
  [
    'getProjectBranchSchemaComparison',
    'needs Postgres; owners and grants only where a pg_dump of its version is found',
  ],
]);
