/** A long run of tests that `test` runs briefly. */
export interface Soak {
  /** Environment variables of the tests: how many cases, or which. */
  readonly env: Readonly<Record<string, string>>;
  /** Parts of the paths of the test files. */
  readonly files: readonly string[];
}

const CLI = 'packages/emulator/src/cli';
const POSTGRES = 'packages/emulator/src/postgres';

/** The soaks, by their name for `--only`. A release uses these numbers. */
export const SOAKS: Readonly<Record<string, Soak>> = {
  kills: {
    env: { NEON_EMULATOR_TEST_KILLS: '50' },
    files: [`${CLI}/kill.test.ts`, `${CLI}/kill-with-postgres.test.ts`, `${CLI}/kill-during-operations.test.ts`],
  },
  corruptions: {
    env: { NEON_EMULATOR_TEST_CORRUPTIONS: '50' },
    files: ['packages/emulator/test/corruption.test.ts'],
  },
  sequences: {
    env: { NEON_EMULATOR_TEST_SEQUENCES: '2000' },
    files: ['packages/emulator/test/operations/'],
  },
  model: { env: { NEON_MODEL_RUNS: '500' }, files: ['packages/emulator/test/model/'] },
  fuzz: { env: { NEON_EMULATOR_TEST_FUZZ: '10000' }, files: ['packages/emulator/src/http/fuzz.test.ts'] },
  ledger: { env: { NEON_EMULATOR_TEST_BRANCHES: '50' }, files: [`${POSTGRES}/ledger.test.ts`] },
  endurance: { env: { NEON_EMULATOR_TEST_ROUNDS: '300' }, files: [`${POSTGRES}/endurance.test.ts`] },
  'fresh-uris': {
    env: { NEON_EMULATOR_TEST_FRESH_URIS: '100' },
    files: ['packages/emulator/test/fresh-uri.test.ts'],
  },
  'half-open': { env: { NEON_EMULATOR_TEST_HALF_OPEN: '1000' }, files: [`${POSTGRES}/connecting.test.ts`] },
  traps: { env: { NEON_EMULATOR_TEST_TRAPS: 'all' }, files: [`${POSTGRES}/admin/privileged-sessions.test.ts`] },
  properties: {
    env: { NEON_PROPERTY_RUNS: '2000' },
    files: [
      'packages/client/src/limits/rate-limiter.prop.test.ts',
      'packages/client/src/transport/transport.prop.test.ts',
      'packages/client/src/waiting/next-poll-delay.prop.test.ts',
      'packages/client/test/page-laws.prop.test.ts',
      'packages/client/test/secrets.prop.test.ts',
      'packages/client/test/wait-laws.prop.test.ts',
      'packages/codegen/src/contract/normalise.prop.test.ts',
      'packages/codegen/src/contract/serialise.test.ts',
      'packages/codegen/src/emit/doc-comment.test.ts',
      'packages/codegen/src/source/checks/find-faults.prop.test.ts',
      'packages/codegen/src/verify/further-properties.prop.test.ts',
      'packages/emulator/src/handlers/common/paginate.prop.test.ts',
      'packages/emulator/src/network-rules/address-list.prop.test.ts',
      'packages/emulator/src/postgres/pooler/frame-reader.prop.test.ts',
      'packages/emulator/src/postgres/pooler/same-answers.prop.test.ts',
      'packages/emulator/src/state/state-changes.prop.test.ts',
      'packages/fleet/test/rate-limiter.prop.test.ts',
      'packages/ground/src/nearest-names.test.ts',
      'packages/helpers/src/branches/plan-cleanup.prop.test.ts',
      'packages/helpers/test/cleanup.test.ts',
    ],
  },
  'generate-fuzz': {
    env: { NEON_CODEGEN_FUZZ_RUNS: '2000' },
    files: ['packages/codegen/src/commands/generate-subset.prop.test.ts'],
  },
  history: { env: { NEON_CODEGEN_TEST_HISTORY: 'all' }, files: ['packages/codegen/src/verify/history.test.ts'] },
  'fleet-kills': { env: { NEON_FLEET_TEST_KILLS: 'all' }, files: ['packages/fleet/test/killed-worker.test.ts'] },
  'fleet-chaos': { env: { NEON_FLEET_TEST_CHAOS: '2000' }, files: ['packages/fleet/test/fleet-chaos.test.ts'] },
  'fleet-limit': { env: { NEON_FLEET_TEST_LIMIT: '5' }, files: ['packages/fleet/test/fleet-limit.test.ts'] },
  'fleet-simulation': {
    env: { NEON_FLEET_TEST_SIMULATION: '1000,10000,100000' },
    files: ['packages/fleet/test/fleet-simulation.test.ts', 'packages/fleet/test/fleet-memory.test.ts'],
  },
  compilers: { env: { NEON_API_TEST_COMPILERS: 'all' }, files: ['scripts/types-', 'scripts/operation-claims'] },
};
