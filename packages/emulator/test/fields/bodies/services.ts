import { deployFunction } from '../../support/deploy-function.ts';
import type { BodyProbe } from '../body-probe.ts';

const DATA_API_SETTINGS = {
  db_aggregates_enabled: true,
  db_anon_role: 'anon_role',
  db_extra_search_path: 'extra_path',
  db_max_rows: 77,
  db_schemas: ['schema_a'],
  jwt_cache_max_lifetime: 88,
  jwt_role_claim_key: '.claim',
  openapi_mode: 'disabled',
  server_cors_allowed_origins: 'https://cors.example',
  server_timing_enabled: true,
};
const UPLOAD_TRIGGER = {
  name: 'a-trigger',
  enabled: false,
  function_slug: 'hello',
  function_path: '/a-path',
  storage_object_created: { bucket_name: 'files', prefix: 'a-prefix/' },
};

export const SERVICES_PROBES: Readonly<Record<string, BodyProbe>> = {
  createProjectBranchBucket: {
    path: ({ main }) => `${main}/buckets`,
    body: () => ({ name: 'a-bucket', access_level: 'public_read' }),
    reads: ({ main }) => [`${main}/buckets`],
  },
  presignProjectBranchBucketObject: {
    path: ({ main }) => `${main}/buckets/files/objects/a/presign`,
    body: () => ({ operation: 'upload', content_type: 'text/x-probe' }),
    reads: () => ['answer'],
  },
  createCredential: {
    path: ({ main }) => `${main}/credentials`,
    body: () => ({ name: 'a-credential', principal_type: 'user', scopes: ['storage:read'] }),
    reads: ({ main }) => [`${main}/credentials`],
  },
  registerProjectBranchCustomDomain: {
    path: ({ main }) => `${main}/custom-domains`,
    body: () => ({ domain: 'api.example.com', entity_type: 'function', entity_id: 'hello' }),
    reads: ({ main }) => [`${main}/custom-domains`],
  },
  createProjectBranchDataAPI: {
    path: ({ main }) => `${main}/data-api/neondb`,
    body: () => ({
      add_default_grants: true,
      auth_provider: 'external',
      jwks_url: 'https://auth.example/jwks.json',
      jwt_audience: 'an-audience',
      provider_name: 'a-provider',
      skip_auth_schema: true,
      settings: DATA_API_SETTINGS,
    }),
    reads: ({ main }) => [`${main}/data-api/neondb`, 'state'],
  },
  updateProjectBranchDataAPI: {
    path: ({ childAt }) => `${childAt}/data-api/neondb`,
    body: () => ({ settings: DATA_API_SETTINGS }),
    reads: ({ childAt }) => [`${childAt}/data-api/neondb`],
  },
  updateProjectBranchFunction: {
    path: ({ main }) => `${main}/functions/hello`,
    body: () => ({ name: 'A function' }),
    reads: ({ main }) => [`${main}/functions`],
  },
  createProjectBranchFunctionDeployment: {
    path: ({ main }) => `${main}/functions/other/deployments`,
    body: () => ({ zip: 'PK', runtime: 'nodejs24', environment: ['NAME'] }),
    send: ({ emulator, main }) =>
      deployFunction(emulator, main, 'other', {
        zip: new Blob(['PK']),
        runtime: 'nodejs24',
        environment: '{"NAME":"a-value"}',
      }),
    reads: ({ main }) => [`${main}/functions/other`],
  },
  createProjectBranchTrigger: {
    path: ({ main }) => `${main}/triggers`,
    body: () => ({
      type: 'schedule',
      name: 'a-trigger',
      enabled: false,
      function_slug: 'hello',
      function_path: '/a-path',
      schedule: { cron: '1 2 3 4 5' },
    }),
    reads: ({ main }) => [`${main}/triggers`],
  },
  'createProjectBranchTrigger upload': {
    path: ({ main }) => `${main}/triggers`,
    body: () => ({ ...UPLOAD_TRIGGER, type: 'storage_object_created' }),
    reads: ({ main }) => [`${main}/triggers`],
  },
  updateProjectBranchTrigger: {
    path: ({ main, trigger }) => `${main}/triggers/${trigger}`,
    body: () => ({ ...UPLOAD_TRIGGER, type: 'storage_object_created' }),
    reads: ({ main }) => [`${main}/triggers`],
  },
};
