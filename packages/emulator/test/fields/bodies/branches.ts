import type { BodyProbe } from '../body-probe.ts';
import { NEW_ENDPOINT } from './compute-settings.ts';

const NEW_BRANCH = {
  branch: { name: 'asked', protected: true },
  endpoints: [NEW_ENDPOINT],
};
const RULE = {
  database_name: 'neondb',
  schema_name: 'public',
  table_name: 'users_of_rule',
  column_name: 'email_of_rule',
  masking_function: 'anon.fake_email()',
  masking_value: 'a-mask',
};

export const BRANCHES_PROBES: Readonly<Record<string, BodyProbe>> = {
  createProjectBranch: {
    path: ({ at }) => `${at}/branches`,
    body: () => ({ ...NEW_BRANCH, annotation_value: { git: 'a-commit' } }),
    reads: ({ at }) => [`${at}/branches`, `${at}/endpoints`],
  },
  'createProjectBranch expiring': {
    path: ({ at }) => `${at}/branches`,
    body: ({ branch }) => ({ branch: { parent_id: branch, expires_at: inAnHour(), parent_lsn: '0/1A2B3C8' } }),
    reads: ({ at }) => [`${at}/branches`],
  },
  'createProjectBranch schema-only': {
    path: ({ at }) => `${at}/branches`,
    body: () => ({ branch: { init_source: 'schema-only' } }),
    reads: ({ at }) => [`${at}/branches`],
  },
  'createProjectBranchAnonymized expiring': {
    path: ({ at }) => `${at}/branch_anonymized`,
    body: ({ branch }) => ({
      branch_create: { branch: { parent_id: branch, expires_at: inAnHour(), parent_lsn: '0/1A2B3C8' } },
    }),
    reads: ({ at }) => [`${at}/branches`],
  },
  'createProjectBranchAnonymized schema-only': {
    path: ({ at }) => `${at}/branch_anonymized`,
    body: () => ({ branch_create: { branch: { init_source: 'schema-only' } } }),
    reads: ({ at }) => [`${at}/branches`],
  },
  createProjectBranchAnonymized: {
    path: ({ at }) => `${at}/branch_anonymized`,
    body: () => ({
      branch_create: NEW_BRANCH,
      masking_rules: [RULE],
      start_anonymization: true,
      annotation_value: { git: 'a-commit' },
    }),
    reads: ({ at }, { branch }: { branch: { id: string } }) => [
      `${at}/branches`,
      `${at}/endpoints`,
      `${at}/branches/${branch.id}/masking_rules`,
    ],
  },
  updateMaskingRules: {
    path: ({ maskedAt }) => `${maskedAt}/masking_rules`,
    body: () => ({ masking_rules: [RULE] }),
    reads: ({ maskedAt }) => [`${maskedAt}/masking_rules`],
  },
  updateProjectBranch: {
    path: ({ main }) => main,
    body: () => ({ branch: { name: 'renamed', protected: true } }),
    reads: ({ main }) => [main],
  },
  'updateProjectBranch expiring': {
    path: ({ childAt }) => childAt,
    body: () => ({ branch: { expires_at: inAnHour() } }),
    reads: ({ childAt }) => [childAt],
  },
  setSnapshotSchedule: {
    path: ({ main }) => `${main}/backup_schedule`,
    body: () => ({ schedule: [{ frequency: 'yearly', month: 7, day: 4, hour: 6, retention_seconds: 4321 }] }),
    reads: ({ main }) => [`${main}/backup_schedule`],
  },
  createProjectBranchDatabase: {
    path: ({ main }) => `${main}/databases`,
    body: () => ({ database: { name: 'a_database', owner_name: 'neondb_owner' } }),
    reads: ({ main }) => [`${main}/databases/a_database`],
  },
  updateProjectBranchDatabase: {
    path: ({ main }) => `${main}/databases/neondb`,
    body: () => ({ database: { name: 'a_database', owner_name: 'neondb_owner' } }),
    reads: ({ main }) => [`${main}/databases/a_database`],
  },
  createProjectBranchRole: {
    path: ({ main }) => `${main}/roles`,
    body: () => ({ role: { name: 'a_role', no_login: true } }),
    reads: ({ main }) => [`${main}/roles`],
  },
  createSnapshot: {
    path: ({ main }) => `${main}/snapshot?name=a-snapshot&expires_at=2999-01-01T00:00:00Z`,
    body: () => ({ '?name': 'a-snapshot', '?expires_at': '2999-01-01T00:00:00Z' }),
    reads: ({ at }) => [`${at}/snapshots`],
  },
  'createSnapshot lsn': {
    path: ({ main }) => `${main}/snapshot?lsn=0/1A2B3C8`,
    body: () => ({ '?lsn': '0/1A2B3C8' }),
    reads: ({ at }) => [`${at}/snapshots`],
  },
  'createSnapshot timestamp': {
    path: ({ main, readyAt }) => `${main}/snapshot?timestamp=${readyAt}`,
    body: ({ readyAt }) => ({ '?timestamp': readyAt }),
    reads: ({ at }) => [`${at}/snapshots`],
  },
  updateSnapshot: {
    path: ({ at, snapshot }) => `${at}/snapshots/${snapshot}`,
    body: () => ({ snapshot: { name: 'a-snapshot' } }),
    reads: ({ at }) => [`${at}/snapshots`],
  },
  restoreSnapshot: {
    path: ({ at, snapshot }) => `${at}/snapshots/${snapshot}/restore`,
    body: ({ branch }) => ({ name: 'restored', target_branch_id: branch }),
    reads: ({ at }) => [`${at}/branches`],
  },
  'restoreSnapshot ?name': {
    path: ({ at, snapshot }) => `${at}/snapshots/${snapshot}/restore?name=restored`,
    body: () => ({ '?name': 'restored' }),
    reads: ({ at }) => [`${at}/branches`],
  },
};

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}
