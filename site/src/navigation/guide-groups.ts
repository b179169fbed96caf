/** A task of readers, with the names of its guides in the order in which they are read. */
export interface GuideGroup {
  readonly title: string;
  /** Names of files in `docs/guides`, without `.md`. */
  readonly guides: readonly string[];
}

/** Every guide, by task. A test reports a guide that is missing. */
export const GUIDE_GROUPS: readonly GuideGroup[] = [
  {
    title: 'Start',
    guides: [
      'get-a-database-and-branch-it',
      'a-local-database-for-your-app',
      'run-neon-locally',
      'look-at-your-local-neon',
      'try-requests-in-the-browser',
    ],
  },
  {
    title: 'Call the API',
    guides: [
      'wait-for-operations',
      'read-all-pages',
      'handle-errors',
      'retries-and-limits',
      'timeouts-and-cancellation',
      'trace-calls',
      'proxies-and-custom-fetch',
    ],
  },
  {
    title: 'Branch',
    guides: [
      'branch-your-local-database',
      'preview-branch-per-pull-request',
      'look-at-yesterdays-data',
      'undo-a-bad-migration',
      'take-and-restore-snapshots',
    ],
  },
  {
    title: 'Test',
    guides: [
      'test-with-the-emulator',
      'ephemeral-test-databases',
      'inject-faults',
      'jest-and-commonjs',
      'run-the-emulator-in-a-page',
      'postgres-in-a-page',
    ],
  },
  {
    title: 'Connect',
    guides: ['connect-your-tools', 'postgres-extensions', 'next-js', 'cloudflare-workers'],
  },
  {
    title: 'Operate',
    guides: ['clean-up-branches', 'clean-up-every-night', 'rotate-credentials', 'export-costs', 'use-the-command'],
  },
  {
    title: 'Fleet',
    guides: ['database-per-tenant', 'migrate-every-tenants-schema', 'run-fleet-work-on-several-machines'],
  },
  {
    title: 'Types',
    guides: ['use-only-the-types', 'generate-a-subset-in-your-repository', 'what-happens-when-neons-api-changes'],
  },
  {
    title: 'Move here',
    guides: ['move-from-neon-sdk', 'move-from-api-client'],
  },
  {
    title: 'What to expect',
    guides: ['what-matches-neon', 'supported-systems'],
  },
];
