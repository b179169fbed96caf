import type { NeonCaller } from '@neon-api/client';
import { createApiKey } from '@neon-api/client/operations';
import { describe, expect, test } from 'vitest';
import * as helpers from '../src/index.ts';
import { type ProjectInUse, useProject } from './use-neon.ts';

// A usage error means that nothing was changed. These tests call every helper with each option wrong.

let inUse: ProjectInUse;
let neon: NeonCaller;
let branchId: string;
let oldKeyId: number;
/** Requests that can change something. */
let changes: string[] = [];

useProject({ postgres: 'off', name: 'host' }, async (project) => {
  inUse = project;
  const { neon: quiet, emulated, place } = project;
  const { projectId } = place;
  for (const name of ['one', 'two'])
    await helpers.ensureDatabase(quiet, { projectId, name, ownerName: 'neondb_owner' });
  branchId = (await helpers.ensureBranch(quiet, { projectId, name: 'work' })).value.id;
  oldKeyId = (await createApiKey(quiet, { body: { key_name: 'old' } })).id;
  neon = emulated.connect({
    fetch(input, init) {
      const method = init?.method ?? 'GET';
      if (method !== 'GET') changes.push(`${method} ${String(input)}`);
      return fetch(input, init);
    },
  });
});

type Options = Readonly<Record<string, unknown>>;

interface Subject {
  /** Options that the helper accepts, without unneeded optional ones. */
  readonly valid: () => Options;
  readonly call: (options: Options) => unknown;
}

const use = (): void => undefined;
const store = async (): Promise<void> => undefined;
const inProject = (): Options => ({ projectId: inUse.place.projectId });
const onBranch = (): Options => ({ ...inProject(), branchId });

/** A helper that takes `(neon, options)`. */
function plain(helper: unknown, valid: () => Options): Subject {
  return { valid, call: (options) => (helper as (neon: NeonCaller, options: Options) => unknown)(neon, options) };
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  resolveOrg: plain(helpers.resolveOrg, () => ({})),
  findProject: plain(helpers.findProject, () => ({ name: 'host' })),
  findBranch: plain(helpers.findBranch, () => ({ ...inProject(), name: 'work' })),
  findRole: plain(helpers.findRole, () => ({ ...inProject(), name: 'app' })),
  findDatabase: plain(helpers.findDatabase, () => ({ ...inProject(), name: 'one' })),
  findEndpoint: plain(helpers.findEndpoint, () => ({ ...inProject(), name: 'reports' })),
  findSnapshot: plain(helpers.findSnapshot, () => ({ ...inProject(), name: 'before' })),
  ensureProject: plain(helpers.ensureProject, () => ({ name: 'new' })),
  ensureBranch: plain(helpers.ensureBranch, () => ({ ...inProject(), name: 'new' })),
  ensureRole: plain(helpers.ensureRole, () => ({ ...onBranch(), name: 'new' })),
  ensureDatabase: plain(helpers.ensureDatabase, () => ({ ...onBranch(), name: 'new', ownerName: 'neondb_owner' })),
  ensureEndpoint: plain(helpers.ensureEndpoint, onBranch),
  provisionProject: plain(helpers.provisionProject, () => ({})),
  connectionUris: plain(helpers.connectionUris, () => ({ ...inProject(), databaseName: 'one' })),
  branchTree: plain(helpers.branchTree, inProject),
  resetBranch: plain(helpers.resetBranch, onBranch),
  promoteBranch: plain(helpers.promoteBranch, onBranch),
  undoRestore: plain(helpers.undoRestore, onBranch),
  restoreBranch: plain(helpers.restoreBranch, () => ({ ...onBranch(), lsn: '0/1' })),
  compareBranches: plain(helpers.compareBranches, onBranch),
  startCompute: plain(helpers.startCompute, onBranch),
  suspendCompute: plain(helpers.suspendCompute, onBranch),
  restartCompute: plain(helpers.restartCompute, onBranch),
  scaleCompute: plain(helpers.scaleCompute, () => ({ ...onBranch(), maxCu: 2 })),
  exportConsumption: plain(helpers.exportConsumption, () => ({
    ...{ orgId: 'org-a', from: '2026-01-01T00:00:00Z', granularity: 'daily', metrics: ['compute_unit_seconds'] },
  })),
  openEphemeralBranch: plain(helpers.openEphemeralBranch, () => ({ ...inProject(), databaseName: 'one' })),
  transferProject: plain(helpers.transferProject, () => ({ ...inProject(), toOrgId: 'org-b' })),
  provisionTenants: plain(helpers.provisionTenants, () => ({ tenants: ['a'], template: { kind: 'project' } })),
  rotateApiKey: plain(helpers.rotateApiKey, () => ({ oldKeyId, name: 'new', store, verify: store })),
  rotateRolePassword: plain(helpers.rotateRolePassword, () => ({
    ...{ ...onBranch(), roleName: 'neondb_owner', databaseName: 'one', store, verify: store },
  })),
  waitUntilConnectable: plain(helpers.waitUntilConnectable, () => ({ probe: store })),
  ensurePreviewBranch: plain(helpers.ensurePreviewBranch, () => ({ ...inProject(), key: 1, databaseName: 'one' })),
  removePreviewBranch: plain(helpers.removePreviewBranch, () => ({ ...inProject(), key: 1 })),
  listPreviewBranches: plain(helpers.listPreviewBranches, inProject),
  takeSnapshot: plain(helpers.takeSnapshot, () => ({ ...onBranch(), name: 'new' })),
  restoreFromSnapshot: plain(helpers.restoreFromSnapshot, () => ({
    ...inProject(),
    snapshotId: 'snap-a',
    name: 'new',
  })),
  pruneSnapshots: plain(helpers.pruneSnapshots, () => ({ ...onBranch(), keepLast: 1 })),
  readBackupSchedule: plain(helpers.readBackupSchedule, onBranch),
  setBackupSchedule: plain(helpers.setBackupSchedule, () => ({ ...onBranch(), schedule: [] })),
  withProject: { valid: () => ({}), call: (options) => helpers.withProject(neon, options, use) },
  withEphemeralBranch: {
    valid: () => ({ ...inProject(), databaseName: 'one' }),
    call: (options) => helpers.withEphemeralBranch(neon, options as { projectId: string }, use),
  },
  applyCleanup: {
    valid: () => ({}),
    async call(options) {
      const { projectId } = inUse.place;
      const branch = await helpers.findBranch(inUse.neon, { projectId, name: 'work' });
      const input = { projectId, branches: branch ? [branch] : [], nowMs: Date.now() };
      return helpers.applyCleanup(neon, helpers.planCleanup(input, { prefix: 'wo' }), options);
    },
  },
  runUnits: { valid: () => ({}), call: (options) => helpers.runUnits(neon, [{ key: 'a' }], makeBranch, options) },
  forEachProject: { valid: () => ({}), call: (options) => helpers.forEachProject(neon, {}, makeBranch, options) },
  provisionTenant: {
    valid: () => ({ kind: 'project' }),
    async call(template) {
      const units = helpers.planTenants(['a'], template as unknown as helpers.TenantTemplate);
      for (const unit of units) await helpers.provisionTenant(unit, { neon, signal: new AbortController().signal });
    },
  },
};

const NAMES = Object.keys(SUBJECTS);

// Functions without a client cannot change anything.
const WITHOUT_CLIENT =
  /^(RotationError|planCleanup|planTenants|previewMark|getRotatedSecret|showCleanup|toEnv|createMemoryCheckpoint|planSnapshotPruning)$/;

function makeBranch(): Promise<unknown> {
  return helpers.ensureBranch(neon, { projectId: inUse.place.projectId, name: 'made-by-a-step' });
}

/** Returns the message of the usage error that a call throws. Fails if it throws none or changes something. */
async function refusalOf(name: string, options: Options): Promise<string> {
  changes = [];
  const call = async (): Promise<unknown> => SUBJECTS[name]?.call(options);
  const error = await call().then(
    () => new Error(`${name} accepts it`),
    (thrown: Error) => thrown,
  );
  expect(changes).toEqual([]);
  expect(error, error.message).toMatchObject({ name: 'NeonUsageError' });
  return error.message;
}

/** Returns the names that the error for an unknown option lists. */
async function optionsOf(name: string): Promise<readonly string[]> {
  const message = await refusalOf(name, { ...SUBJECTS[name]?.valid(), qqqqq: 1 });
  return /known: (.*)\.$/.exec(message)?.[1]?.split(', ') ?? [];
}

test('the table has every exported helper', () => {
  expect(
    Object.keys(helpers)
      .filter((name) => !WITHOUT_CLIENT.test(name))
      .sort(),
  ).toEqual([...NAMES].sort());
});

describe('a usage error changes nothing', () => {
  test.each(NAMES)('in %s, for an unknown option and for every option of a wrong type', async (name) => {
    const known = await optionsOf(name);
    expect(known).toEqual(expect.arrayContaining(Object.keys(SUBJECTS[name]?.valid() ?? {})));
    for (const option of known) {
      // The client checks the options of a call itself, and `connectionUris` only reads.
      if (name === 'connectionUris' && /retry|imeoutMs|bodyEncoding|headers/.test(option)) continue;
      for (const wrong of [Number.NaN, '', Symbol('wrong')]) {
        expect(await refusalOf(name, { ...SUBJECTS[name]?.valid(), [option]: wrong })).toContain(option);
      }
    }
  });

  const NOON = '2026-01-01T12:00:00Z';
  test.each<[name: string, wrong: Options, message: RegExp]>([
    ['ensureProject', { name: undefined }, /name must be a non-empty string, not undefined/],
    ['ensureProject', { historyRetentionSeconds: 31 * 86_400 }, /from 0 to 2592000/],
    ['ensureProject', { databaseName: 'x'.repeat(64) }, /1 to 63 bytes/],
    ['ensureBranch', { name: undefined }, /name must be a non-empty string, not undefined/],
    ['ensureBranch', { compute: { minCu: 4, maxCu: 1 } }, /minCu 4 is above maxCu 1/],
    ['ensureBranch', { compute: { maxCU: 1 } }, /did you mean maxCu/],
    ['ensureBranch', { compute: { suspendTimeoutSeconds: 30 } }, /-1, 0, or from 60/],
    ['ensureBranch', { expiresAt: 'tomorrow' }, /RFC 3339/],
    ['ensureBranch', { expiresAt: '2026-01-01T00:00:00' }, /RFC 3339/],
    ['ensureBranch', { protected: true, expiresAt: NOON }, /cannot expire/],
    [
      'ensureBranch',
      { parentId: 'main' },
      /parentId must be the id of a branch.*not "main".*findBranch returns the id/,
    ],
    ['ensureBranch', { onDrift: 'fix' }, /'report' or 'error' or 'update'/],
    ['ensureRole', { name: undefined }, /name must be a string of 1 to 63 bytes/],
    ['ensureDatabase', { ownerName: undefined }, /ownerName must be a string/],
    ['ensureEndpoint', { minCu: 4, maxCu: 1 }, /minCu 4 is above maxCu 1/],
    ['ensureEndpoint', { type: 'read_only' }, /Pass name/],
    ['ensureEndpoint', { branchId: 'main' }, /findBranch returns the id/],
    ['scaleCompute', { minCu: 4, maxCu: 1 }, /minCu 4 is above maxCu 1/],
    ['scaleCompute', { maxCu: undefined }, /pass minCu/],
    ['startCompute', { branchId: undefined }, /Pass endpointId/],
    ['ensurePreviewBranch', { databaseName: undefined }, /several databases: .*Pass databaseName/],
    ['ensurePreviewBranch', { databaseName: 'none' }, /no database "none"/],
    ['ensurePreviewBranch', { roleName: 'nobody' }, /no role "nobody"/],
    ['ensurePreviewBranch', { parentId: 'main' }, /findBranch returns the id/],
    ['ensurePreviewBranch', { expiresInMs: 1 }, /expiresInMs must be from 60000/],
    ['ensurePreviewBranch', { compute: { minCu: 4, maxCu: 1 } }, /minCu 4 is above maxCu 1/],
    ['ensurePreviewBranch', { prefix: 'ma', key: 'in', reset: true }, /default branch/],
    ['openEphemeralBranch', { databaseName: undefined }, /several databases/],
    ['openEphemeralBranch', { roleName: 'nobody' }, /no role "nobody"/],
    ['openEphemeralBranch', { expiresInMs: 1 }, /expiresInMs must be from 60000/],
    ['withEphemeralBranch', { databaseName: undefined }, /several databases/],
    ['restoreBranch', { timestamp: NOON }, /timestamp or lsn, not both/],
    ['restoreBranch', { lsn: undefined }, /pass timestamp or lsn/],
    ['restoreBranch', { backup: false }, /needs a backup/],
    ['restoreBranch', { backup: 'main' }, /already named "main"/],
    ['compareBranches', { baseTimestamp: NOON, baseLsn: '0/1' }, /not both/],
    ['takeSnapshot', { timestamp: NOON, lsn: '0/1' }, /not both/],
    ['pruneSnapshots', { keepLast: undefined }, /pass keepLast/],
    ['pruneSnapshots', { keepLast: -1 }, /from 0/],
    ['setBackupSchedule', { schedule: [{ frequency: 'often' }] }, /frequency/],
    ['rotateApiKey', { projectId: 'p' }, /needs orgId/],
    ['rotateApiKey', { oldKeyId: 0 }, /API key 0 does not exist/],
    ['rotateApiKey', { verifyTimeoutMs: -1 }, /verifyTimeoutMs must be/],
    ['rotateApiKey', { store: undefined }, /store must be a function/],
    ['rotateRolePassword', { databaseName: undefined }, /several databases/],
    ['rotateRolePassword', { timeoutMs: 0 }, /timeoutMs must be a number from 1/],
    ['applyCleanup', { timeoutMs: 0 }, /timeoutMs must be a number from 1/],
    ['runUnits', { concurrency: 1001 }, /from 1 to 1000/],
    ['provisionTenants', { tenants: ['a', 'a'] }, /have the same name/],
    ['provisionTenants', { template: { kind: 'projekt' } }, /kind must be/],
    ['provisionTenants', { template: { kind: 'project', regionID: 'x' } }, /did you mean regionId/],
    ['provisionTenants', { name: () => '' }, /has no name/],
    ['findBranch', { id: 'br-a' }, /not both/],
  ])('in %s with %j', async (name, wrong, message) => {
    expect(await refusalOf(name, { ...SUBJECTS[name]?.valid(), ...wrong })).toMatch(message);
  });

  test('in provisionTenant, if the parent has several databases', async () => {
    const template = { kind: 'branch', projectId: inUse.place.projectId } as const;
    expect(await refusalOf('provisionTenant', template)).toMatch(/several databases/);
    const { failed } = await helpers.provisionTenants(neon, { tenants: ['a'], template });
    expect(failed).toMatchObject([{ error: { name: 'NeonUsageError' } }]);
    expect(changes).toEqual([]);
  });

  test('in ensurePreviewBranch, if a root cannot be reset', async () => {
    const { projectId } = inUse.place;
    const { value: snapshot } = await helpers.takeSnapshot(inUse.neon, { ...inUse.place, name: 'a' });
    await helpers.restoreFromSnapshot(inUse.neon, { projectId, snapshotId: snapshot.id, name: 'preview/root' });
    const wanted = { projectId, key: 'root', databaseName: 'one', reset: true };
    expect(await refusalOf('ensurePreviewBranch', wanted)).toMatch(/has no parent to reset to/);
  });
});
