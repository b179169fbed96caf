/**
 * Ids in the examples of operations. The emulator of the page replaces them with those of what it has prepared, see
 * `run/example-world.ts`. Each is of the form that the API has.
 */
export const EXAMPLE_IDS = {
  project: 'quiet-field-12345678',
  org: 'org-quiet-field-12345678',
  branch: 'br-quiet-field-12345678',
  endpoint: 'ep-quiet-field-12345678',
  childBranch: 'br-calm-river-12345678',
  anonymizedBranch: 'br-hidden-river-12345678',
  deletedBranch: 'br-old-river-12345678',
  restoredBranch: 'br-new-river-12345678',
  deletedProject: 'old-field-12345678',
  snapshot: 'snap-quiet-field-12345678',
  operation: '00000000-0000-4000-8000-000000000001',
  member: '00000000-0000-4000-8000-000000000002',
  permission: '00000000-0000-4000-8000-000000000003',
  transferRequest: '00000000-0000-4000-8000-000000000004',
  jwks: '00000000-0000-4000-8000-000000000005',
  authUser: '00000000-0000-4000-8000-000000000006',
  trigger: 'trigger-00000000-0000-4000-8000-000000000007',
  credential: 'nak_live_00000000000000000000000000000000',
  apiKey: '1234567',
  orgApiKey: '2345678',
} as const;

export type ExampleId = keyof typeof EXAMPLE_IDS;

/** Names in the examples of operations that exist in the emulator of the page once an example uses them. */
export const EXAMPLE_NAMES = {
  database: 'neondb',
  owner: 'neondb_owner',
  role: 'analyst',
  bucket: 'photos',
  object: 'cat.jpg',
  functionSlug: 'thumbnails',
  domain: 'api.example.com',
  oauthProvider: 'github',
  trustedDomain: 'https://example.com',
  region: 'aws-us-east-2',
  vpcEndpoint: 'vpce-1234567890abcdef0',
} as const;
