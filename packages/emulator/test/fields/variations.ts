import type { FieldWorld } from './field-world.ts';

/** A request, and two values of each of its parameters or fields that get different responses. */
export interface Variation {
  /** The path of the request, with the parameters that it requires. */
  path(world: FieldWorld): string;
  /** The fields that the body requires; undefined if the values are query parameters. */
  body?(world: FieldWorld): object;
  /** Two values; undefined omits the parameter. */
  values(world: FieldWorld): Readonly<Record<string, readonly [unknown, unknown]>>;
  /** Whether only the status of the responses is compared, since ids and times differ. */
  readonly byStatus?: boolean;
  /** Prepares the world. */
  prepare?(world: FieldWorld): Promise<unknown>;
}

const DAY_1 = '2026-11-01T00:00:00Z';
const DAY_3 = '2026-11-03T00:00:00Z';
const RANGE = { from: ['2026-11-02T00:00:00Z', DAY_1], to: ['2026-11-02T00:00:00Z', DAY_3] } as const;
const CONSUMPTION = `from=${DAY_1}&to=${DAY_3}&granularity=daily`;

/** The variations by operationId. */
export const VARIATIONS: Readonly<Record<string, Variation>> = {
  getActiveRegions: {
    path: () => '/regions?',
    values: () => ({ org_id: [undefined, 'org-unknown'] }),
  },
  getConnectionURI: {
    path: ({ at }) => `${at}/connection_uri?database_name=neondb&role_name=neondb_owner`,
    values: ({ branch, child }) => ({
      branch_id: [branch, child],
      database_name: ['neondb', 'other'],
      endpoint_id: [undefined, 'ep-unknown'],
      pooled: [undefined, 'true'],
      role_name: ['neondb_owner', 'other'],
    }),
  },
  getConsumptionHistoryPerProject: {
    prepare: ({ createProject }) => createProject(),
    path: () => `/consumption_history/projects?${CONSUMPTION}`,
    values: ({ project }) => ({
      ...RANGE,
      granularity: ['daily', 'hourly'],
      include_v1_metrics: [undefined, 'true'],
      metrics: [undefined, 'logical_size_bytes'],
      org_id: [undefined, 'org-unknown'],
      project_ids: [undefined, project],
      limit: [undefined, '1'],
      cursor: [undefined, 'unknown'],
    }),
  },
  getConsumptionHistoryPerProjectV2: {
    prepare: ({ createProject }) => createProject(),
    path: ({ org }) => `/consumption_history/v2/projects?${CONSUMPTION}&org_id=${org}&metrics=compute_unit_seconds`,
    values: ({ org, project }) => ({
      ...RANGE,
      granularity: ['daily', 'hourly'],
      metrics: ['compute_unit_seconds', 'root_branch_bytes_month'],
      org_id: [org, 'org-unknown'],
      project_ids: [undefined, project],
      limit: [undefined, '1'],
      cursor: [undefined, 'unknown'],
    }),
  },
  getConsumptionHistoryPerBranchV2: {
    path: ({ org, project }) =>
      `/consumption_history/v2/branches?${CONSUMPTION}&org_id=${org}&metrics=compute_unit_seconds&project_ids=${project}`,
    values: ({ org, project, branch }) => ({
      ...RANGE,
      granularity: ['daily', 'hourly'],
      metrics: ['compute_unit_seconds', 'root_branch_bytes_month'],
      org_id: [org, 'org-unknown'],
      project_ids: [project, 'unknown'],
      branch_ids: [undefined, branch],
      limit: [undefined, '1'],
      cursor: [undefined, 'unknown'],
    }),
  },
  getOrganizationMembers: {
    path: ({ org }) => `/organizations/${org}/members?`,
    values: () => ({
      limit: [undefined, '0'],
      cursor: [undefined, 'unknown'],
      sort_by: ['email', 'role'],
      sort_order: ['asc', 'desc'],
    }),
  },
  getProjectAdvisorSecurityIssues: {
    path: ({ at }) => `${at}/advisors?`,
    values: () => ({
      branch_id: [undefined, 'br-unknown'],
      database_name: [undefined, 'unknown'],
      // The list is empty, so only an invalid value changes the response.
      category: ['SECURITY', 'UNKNOWN'],
      min_severity: ['WARN', 'UNKNOWN'],
    }),
  },
  listProjectBranchBucketObjects: {
    prepare: uploadObjects,
    path: ({ main }) => `${main}/buckets/files/objects?`,
    values: () => ({
      delimiter: [undefined, '/'],
      prefix: [undefined, 'a'],
      limit: [undefined, '1'],
      cursor: [undefined, 'a/1'],
    }),
  },
  listProjectBranches: {
    path: ({ at }) => `${at}/branches?`,
    values: () => ({
      cursor: [undefined, 'unknown'],
      limit: [undefined, '1'],
      search: [undefined, 'child'],
      sort_by: ['name', 'created_at'],
      sort_order: ['asc', 'desc'],
    }),
  },
  countProjectBranches: {
    path: ({ at }) => `${at}/branches/count?`,
    values: () => ({ search: [undefined, 'child'] }),
  },
  listProjectBranchCustomDomains: {
    path: ({ main }) => `${main}/custom-domains?`,
    values: () => ({ cursor: [undefined, 'unknown'], limit: [undefined, '0'] }),
  },
  listProjectBranchFunctions: {
    path: ({ main }) => `${main}/functions?`,
    values: () => ({ cursor: [undefined, 'unknown'], limit: [undefined, '0'] }),
  },
  listProjectBranchLogFieldValues: {
    prepare: uploadObjects,
    path: ({ main }) => `${main}/logs/fields/entity_type/values?`,
    values: () => ({
      limit: [undefined, '1'],
      source: [undefined, 'function'],
      since: [undefined, 'unknown'],
      start_time: [undefined, '2001-01-01T00:00:00Z'],
      end_time: [undefined, '2001-01-01T00:00:00Z'],
    }),
  },
  listProjectMembers: {
    path: ({ at }) => `${at}/members?`,
    values: () => ({ cursor: [undefined, 'unknown'], limit: [undefined, '0'] }),
  },
  listProjectOperations: {
    path: ({ at }) => `${at}/operations?`,
    values: () => ({ cursor: [undefined, 'unknown'], limit: [undefined, '1'] }),
  },
  listProjects: {
    prepare: ({ createProject }) => createProject(),
    path: ({ org }) => `/projects?org_id=${org}`,
    values: ({ org, project }) => ({
      cursor: [undefined, 'unknown'],
      limit: [undefined, '1'],
      org_id: [org, 'org-unknown'],
      recoverable: [undefined, 'true'],
      search: [undefined, project],
      timeout: ['100', '99'],
    }),
  },
  listSharedProjects: {
    path: () => '/projects/shared?',
    values: () => ({ cursor: [undefined, 'unknown'], limit: [undefined, '0'], timeout: ['100', '99'] }),
  },
  queryProjectBranchLogs: {
    prepare: uploadObjects,
    path: ({ main }) => `${main}/logs/query`,
    body: () => ({}),
    values: () => ({
      body_contains: [undefined, 'no such text'],
      cursor: [undefined, 'unknown'],
      end_time: [undefined, '2001-01-01T00:00:00Z'],
      limit: [undefined, 1],
      logql: [undefined, '{entity_type="unknown"}'],
      minimum_severity: [undefined, 'error'],
      scope_name: [undefined, 'unknown'],
      service_name: [undefined, 'unknown'],
      severity_text: [undefined, 'ERROR'],
      since: [undefined, 'unknown'],
      sort_order: ['asc', 'desc'],
      source: [undefined, 'function'],
      start_time: [undefined, '2999-01-01T00:00:00Z'],
      trace_id: [undefined, '0'.repeat(32)],
    }),
  },
  presignProjectBranchBucketObject: {
    path: ({ main }) => `${main}/buckets/files/objects/a/presign`,
    body: () => ({ operation: 'upload' }),
    byStatus: true,
    values: () => ({ operation: ['upload', 'download'] }),
  },
  transferProjectsFromOrgToOrg: {
    path: ({ org }) => `/organizations/${org}/projects/transfer`,
    body: ({ org, project }) => ({ destination_org_id: org, project_ids: [project] }),
    byStatus: true,
    values: transferValues,
  },
  transferProjectsFromUserToOrg: {
    path: () => '/users/me/projects/transfer',
    body: ({ org, project }) => ({ destination_org_id: org, project_ids: [project] }),
    byStatus: true,
    values: transferValues,
  },
  createNeonAuthIntegration: {
    path: () => '/projects/auth/create',
    body: ({ project, branch }) => ({ auth_provider: 'mock', project_id: project, branch_id: branch }),
    byStatus: true,
    values: ({ project, branch }) => ({
      role_name: ['unknown', 'neondb_owner'],
      project_id: ['unknown', project],
      branch_id: ['unknown', branch],
    }),
  },
  createNeonAuthNewUser: { ...authOfProject('/projects/auth/user'), body: userOfProject },
  createNeonAuthProviderSDKKeys: authOfProject('/projects/auth/keys'),
  transferNeonAuthProviderProject: authOfProject('/projects/auth/transfer_ownership'),
  deleteBranchNeonAuthTrustedDomain: domainsOf(({ childAt }) => `${childAt}/auth/domains`),
  deleteNeonAuthDomainFromRedirectURIWhitelist: domainsOf(({ at }) => `${at}/auth/domains`),
  restoreProjectBranch: {
    path: ({ childAt }) => `${childAt}/restore`,
    body: ({ branch }) => ({ source_branch_id: branch }),
    byStatus: true,
    values: ({ branch }) => ({
      source_branch_id: ['br-unknown', branch],
      source_lsn: ['not-an-lsn', undefined],
      source_timestamp: ['2001-01-01T00:00:00Z', undefined],
      preserve_under_name: ['main', 'other'],
    }),
  },
};

/** Uploads two objects, which the logs show too. */
async function uploadObjects({ api, main }: FieldWorld): Promise<void> {
  for (const key of ['a/1', 'b']) {
    const asked = { operation: 'upload' };
    const { body } = await api.post<{ url: string }>(
      `${main}/buckets/files/objects/${encodeURIComponent(key)}/presign`,
      asked,
    );
    await fetch(body.url, { method: 'PUT', body: 'x' });
  }
}

async function enableAuthOnMain({ api, main }: FieldWorld): Promise<void> {
  await api.post(`${main}/auth`, { auth_provider: 'mock' });
  await api.post(`${main}/auth/domains`, { auth_provider: 'mock', domain: 'https://old.example' });
}

function transferValues({ org, project }: FieldWorld): ReturnType<Variation['values']> {
  return { destination_org_id: ['org-unknown', org], project_ids: [['unknown'], [project]] };
}

/** The project's integration has the provider `mock`. */
function authOfProject(path: string): Variation {
  return {
    prepare: enableAuthOnMain,
    path: () => path,
    body: ({ project }) => ({ auth_provider: 'mock', project_id: project }),
    byStatus: true,
    values: ({ project }) => ({ auth_provider: ['stack', 'mock'], project_id: ['unknown', project] }),
  };
}

function userOfProject({ project }: FieldWorld): object {
  return { auth_provider: 'mock', project_id: project, email: 'second@example.com' };
}

function domainsOf(path: Variation['path']): Variation {
  return {
    prepare: enableAuthOnMain,
    path,
    body: () => ({ auth_provider: 'mock', domains: [{ domain: 'https://old.example' }] }),
    byStatus: true,
    values: () => ({
      auth_provider: ['stack', 'mock'],
      domains: [[{ domain: 'https://unknown.example' }], [{ domain: 'https://old.example' }]],
    }),
  };
}
