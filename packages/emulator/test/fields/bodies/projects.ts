import type { BodyProbe } from '../body-probe.ts';
import { COMPUTE, ENDPOINT_SETTINGS, NEW_ENDPOINT } from './compute-settings.ts';

const DEFAULT_SETTINGS = {
  autoscaling_limit_min_cu: 1.5,
  autoscaling_limit_max_cu: 2.5,
  suspend_timeout_seconds: 611,
  pg_settings: { work_mem: '6MB' },
  pgbouncer_settings: { default_pool_size: '66' },
};
const OF_ANY_ENDPOINT = {
  disabled: true,
  name: 'an-endpoint',
  passwordless_access: false,
  pooler_enabled: true,
  pooler_mode: 'transaction',
};
const PROJECT_SETTINGS = {
  allowed_ips: { ips: ['203.0.113.7'], protected_branches_only: true },
  audit_log_level: 'extended',
  block_public_connections: false,
  block_vpc_connections: true,
  enable_logical_replication: true,
  hipaa: true,
  maintenance_window: { weekdays: [3], start_time: '03:00', end_time: '04:00' },
  preload_libraries: { enabled_libraries: ['pg_stat_statements'], use_defaults: false },
  quota: {
    active_time_seconds: 101,
    compute_time_seconds: 102,
    data_transfer_bytes: 103,
    logical_size_bytes: 104,
    written_data_bytes: 105,
  },
};

export const PROJECTS_PROBES: Readonly<Record<string, BodyProbe>> = {
  assignProjectVPCEndpoint: {
    path: ({ at }) => `${at}/vpc_endpoints/vpce-1`,
    body: () => ({ label: 'a-label' }),
    reads: ({ at }) => [`${at}/vpc_endpoints`],
  },
  createProject: {
    path: () => '/projects',
    body: ({ org }) => ({
      project: {
        name: 'asked',
        org_id: org,
        region_id: 'aws-eu-west-2',
        pg_version: 17,
        provisioner: 'k8s-pod',
        store_passwords: false,
        history_retention_seconds: 4321,
        autoscaling_limit_min_cu: 1.5,
        autoscaling_limit_max_cu: 2.5,
        branch: { name: 'trunk', database_name: 'shop', role_name: 'shopkeeper', annotations: { git: 'a-commit' } },
        default_endpoint_settings: DEFAULT_SETTINGS,
        settings: PROJECT_SETTINGS,
      },
    }),
    reads: (_, { project, branch }: { project: { id: string }; branch: { id: string } }) => [
      `/projects/${project.id}`,
      `/projects/${project.id}/branches/${branch.id}`,
      `/projects/${project.id}/branches/${branch.id}/databases`,
    ],
  },
  updateProject: {
    path: ({ at }) => at,
    body: () => ({
      project: {
        name: 'renamed',
        history_retention_seconds: 4321,
        default_endpoint_settings: DEFAULT_SETTINGS,
        settings: PROJECT_SETTINGS,
      },
    }),
    reads: ({ at }) => [at],
  },
  createProjectEndpoint: {
    path: ({ at }) => `${at}/endpoints`,
    body: ({ child }) => ({
      endpoint: {
        ...NEW_ENDPOINT,
        branch_id: child,
        ...OF_ANY_ENDPOINT,
        region_id: 'aws-us-east-1',
      },
    }),
    reads: ({ at }, { endpoint }: { endpoint: { id: string } }) => [`${at}/endpoints/${endpoint.id}`],
  },
  updateProjectEndpoint: {
    path: ({ at, endpoint }) => `${at}/endpoints/${endpoint}`,
    body: ({ child }) => ({
      endpoint: {
        ...COMPUTE,
        branch_id: child,
        ...OF_ANY_ENDPOINT,
        provisioner: 'k8s-pod',
        settings: ENDPOINT_SETTINGS,
      },
    }),
    reads: ({ at, endpoint }) => [`${at}/endpoints/${endpoint}`],
  },
  addProjectJWKS: {
    path: ({ at }) => `${at}/jwks`,
    body: ({ branch }) => ({
      branch_id: branch,
      jwks_url: 'https://auth.example/jwks.json',
      jwt_audience: 'an-audience',
      provider_name: 'a-provider',
      role_names: ['neondb_owner'],
    }),
    reads: ({ at }) => [`${at}/jwks`],
  },
  setProjectMemberRole: {
    path: ({ at, member }) => `${at}/members/${member}/role`,
    body: () => ({ role: 'admin' }),
    reads: ({ at }) => [`${at}/members`],
  },
  grantPermissionToProject: {
    path: ({ at }) => `${at}/permissions`,
    body: () => ({ email: 'guest@example.com' }),
    reads: ({ at }) => [`${at}/permissions`],
  },
};
