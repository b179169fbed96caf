import type { NeonCaller } from '@neon-api/client';
import { createApiKey, createSnapshot, listProjectBranches } from '@neon-api/client/operations';
import type { Snapshot } from '@neon-api/types';
import {
  type CleanupPlan,
  type ConnectionUris,
  ensureBranch,
  ensureEndpoint,
  ensureRole,
  planCleanup,
  provisionProject,
} from '../../src/index.ts';

/** What the examples assume: the user's client, and their own values. */
export interface Given {
  readonly neon: NeonCaller;
  readonly orgId: string;
  readonly toOrgId: string;
  readonly projectId: string;
  readonly branchId: string;
  readonly endpointId: string;
  readonly snapshotId: string;
  readonly oldKeyId: number;
  readonly uris: ConnectionUris;
  readonly plan: CleanupPlan;
  readonly all: readonly Snapshot[];
  readonly beforeTheMigration: string;
  readonly from: string;
  readonly signal: AbortSignal;
  readonly error: unknown;
  readonly comments: readonly { readonly body: string }[];
  readonly secrets: {
    put(name: string, value: string | undefined): Promise<void>;
    get(name: string): Promise<string>;
  };
  query(uri: string, sql: string): Promise<object[]>;
  runMigrations(uri: string): Promise<object[]>;
  runTests(uri: string): Promise<void>;
  migrate(uri: string): Promise<void>;
  makeFor(neon: NeonCaller, name: string, signal: AbortSignal): Promise<void>;
  connectAndSelectOne(uri: string): Promise<void>;
  storeSomewhereElse(secret: string): Promise<void>;
}

/** Creates a project with a branch that has one of everything. Examples of features of root branches get its root. */
export async function makeGiven(neon: NeonCaller, isOfRoot: boolean): Promise<Given> {
  const { project, branch: main, uris } = await provisionProject(neon, { branchName: 'production' });
  const { id: projectId, org_id: orgId = '' } = project;
  await ensureRole(neon, { projectId, name: 'app' });
  const { value: dev } = await ensureBranch(neon, { projectId, name: 'dev' });
  const branchId = isOfRoot ? main.id : dev.id;
  const { value: endpoint } = await ensureEndpoint(neon, { projectId, branchId });
  const { snapshot } = await createSnapshot(neon, { project_id: projectId, branch_id: main.id, name: 'daily' });
  const { branches } = await listProjectBranches(neon, { project_id: projectId });
  const { id: oldKeyId } = await createApiKey(neon, { body: { key_name: 'old' } });
  const stored = new Map<string, string | undefined>();
  const done = async (): Promise<void> => undefined;
  const rows = async (): Promise<object[]> => [{ n: 1 }];
  return {
    ...{
      neon,
      orgId,
      toOrgId: orgId,
      projectId,
      branchId,
      endpointId: endpoint.id,
      snapshotId: snapshot.id,
      oldKeyId,
      uris,
    },
    plan: planCleanup({ projectId, branches, nowMs: Date.now() }, { prefix: 'de' }),
    ...{
      all: [snapshot],
      beforeTheMigration: new Date().toISOString(),
      from: new Date(Date.now() - 7 * 86_400_000).toISOString(),
    },
    ...{ signal: new AbortController().signal, error: new Error('any'), comments: [{ body: 'Nice.' }] },
    secrets: {
      put: async (name, value) => void stored.set(name, value),
      get: async (name) => stored.get(name) ?? '',
    },
    ...{ query: rows, runMigrations: rows },
    ...{ runTests: done, migrate: done, makeFor: done, connectAndSelectOne: done, storeSomewhereElse: done },
  };
}
