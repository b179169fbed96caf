/** An aspect of Neon that people notice, for the guide "What matches Neon and what does not". */
export interface Aspect {
  readonly topic: string;
  /** What is as on Neon. */
  readonly matches: string;
  /** What is different; empty if nothing is known. */
  readonly differs: string;
}

const link = (text: string, path: string): string => `[${text}](${path})`;

export const API_ASPECTS: readonly Aspect[] = [
  {
    topic: 'Requests',
    matches: 'routes, parameters and bodies are validated against the OpenAPI document; errors have Neon’s form',
    differs: `${link('per operation', '../emulator-coverage.md')}; texts of messages may differ`,
  },
  {
    topic: 'Organizations',
    matches:
      'members, invitations, keys of users, organizations and projects; a personal key needs `org_id` to list and create projects',
    differs: '`--no-org-required` makes it optional',
  },
  {
    topic: 'Operations',
    matches: 'kinds, order and states; 423 while a project’s operations run; retries, and undoing what failed',
    differs: 'they take milliseconds unless `--speed realistic`',
  },
  {
    topic: 'Limits',
    matches: 'rate limits and the limits of each plan, with `--limits`',
    differs: 'none by default',
  },
  {
    topic: 'Branches',
    matches: 'rules of default, protected, expiring, archived and schema-only branches, restore, reset, snapshots',
    differs: 'masking rules of anonymized branches are stored, but no value is masked',
  },
  {
    topic: 'Computes',
    matches: 'starting, suspending after `suspend_timeout_seconds`, waking by a connection, read-only endpoints',
    differs: 'sizes and autoscaling are stored, and all computes share this machine',
  },
  {
    topic: 'Regions',
    matches: 'the list, and the names of hosts',
    differs: 'everything is on this machine; VPC endpoints are only recorded',
  },
  {
    topic: 'Consumption',
    matches: 'sizes, written bytes and compute time are measured',
    differs: 'there is no bill; estimates without Postgres',
  },
  {
    topic: 'Neon Auth, Data API, functions',
    matches: 'every setting is stored; triggers fire on schedule and on uploads',
    differs: 'nothing is served at their URLs, and no function runs; logs show the requests that it would receive',
  },
  {
    topic: 'Object storage',
    matches: 'buckets, presigned URLs, credentials with scopes, public buckets',
    differs: 'S3 requests for single objects only; no listing and no chunked uploads over S3',
  },
];

export const POSTGRES_ASPECTS: readonly Aspect[] = [
  {
    topic: 'Versions',
    matches: '14 to 18, default 17',
    differs: `17 is included; ${link('install the others', 'run-neon-locally.md#postgres')}`,
  },
  {
    topic: 'Connections',
    matches: 'TLS, SCRAM with channel binding; endpoints named by host, options or password; waiting until it is ready',
    differs: `URIs have 127.0.0.1, a port and \`options\`; ${link('host names', 'connect-your-tools.md#only-the-uri')} with \`--https-port\`; ${link('less is enforced', 'run-neon-locally.md#without-forwarding')} with \`--direct\``,
  },
  {
    topic: 'Pooled URIs',
    matches: `transaction mode with PgBouncer’s rules for settings and prepared statements; up to 10,000 clients (${link('what works', 'connect-your-tools.md#pooled-uris')})`,
    differs:
      'all pools of an endpoint together use at most 94 of its 105 sessions; `pgbouncer_settings` are stored only',
  },
  {
    topic: 'Serverless driver',
    matches: 'queries over HTTP and WebSocket, batches, limits of 64 MB, cancellation of aborted requests',
    differs: `it must be ${link('pointed at the emulator', 'connect-your-tools.md#neons-serverless-driver')}, or the emulator started with \`--https-port 443\``,
  },
  {
    topic: 'Branching',
    matches:
      'a child has the data of its parent at a time or LSN, and its roles’ passwords unless the parent is protected',
    differs: 'files are copied, so time and disk grow with the data; history is limited to 2 GiB of log per branch',
  },
  {
    topic: 'Read-only endpoints',
    matches: 'sessions cannot write, and `pg_is_in_recovery()` is true',
    differs: 'each start copies the branch, and changes appear after a moment',
  },
  {
    topic: 'Roles',
    matches: 'the owner role is not a superuser, and may create roles, databases and the extensions that Neon allows',
    differs: '',
  },
  {
    topic: 'Extensions',
    matches: 'those that come with Postgres and that Neon supports; `pg_stat_statements` is preloaded',
    differs: `${link('add others yourself', 'postgres-extensions.md')}, such as pgvector`,
  },
  {
    topic: 'Settings',
    matches:
      'settings per session, role and database; `pg_settings` of an endpoint; logical replication once a project enables it',
    differs: `which \`pg_settings\` Neon allows is not public: we allow ${link('most', 'run-neon-locally.md#settings-of-postgres')}; preloaded libraries are stored only; settings of Neon’s storage do not exist`,
  },
  {
    topic: 'Network rules',
    matches: '`allowed_ips`, for all or only protected branches, and `block_public_connections`',
    differs: 'every client has a loopback address; with `--direct`, they apply from the next start of a compute',
  },
];
