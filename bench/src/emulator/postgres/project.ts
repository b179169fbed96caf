import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { call, type EmulatorProcess } from '../emulator-process.ts';

const POLL_MS = 5;

/** A branch and the URI of its endpoint. */
export interface BenchBranch {
  readonly projectId: string;
  readonly branchId: string;
  readonly endpointId: string;
  readonly uri: string;
}

interface Created {
  readonly project?: { readonly id: string };
  readonly branch: { readonly id: string };
  readonly endpoints: readonly { readonly id: string }[];
  readonly connection_uris: readonly { readonly connection_uri: string }[];
}

export async function createProject(emulator: EmulatorProcess): Promise<BenchBranch> {
  const created = await call<Created>(emulator, 'POST', '/projects', { project: { org_id: emulator.orgId } });
  return whenReady(emulator, created.project?.id ?? '', created);
}

export async function createBranch(
  emulator: EmulatorProcess,
  projectId: string,
  branch: object = {},
): Promise<BenchBranch> {
  const body = { branch, endpoints: [{ type: 'read_write' }] };
  const created = await call<Created>(emulator, 'POST', `/projects/${projectId}/branches`, body);
  return whenReady(emulator, projectId, created);
}

async function whenReady(emulator: EmulatorProcess, projectId: string, created: Created): Promise<BenchBranch> {
  await settle(emulator, projectId);
  return {
    projectId,
    branchId: created.branch.id,
    endpointId: created.endpoints[0]?.id ?? '',
    uri: created.connection_uris[0]?.connection_uri ?? '',
  };
}

export async function deleteBranch(emulator: EmulatorProcess, { projectId, branchId }: BenchBranch): Promise<void> {
  await call(emulator, 'DELETE', `/projects/${projectId}/branches/${branchId}?hard_delete=true`);
  await settle(emulator, projectId);
}

export async function suspend(emulator: EmulatorProcess, { projectId, endpointId }: BenchBranch): Promise<void> {
  await call(emulator, 'POST', `/projects/${projectId}/endpoints/${endpointId}/suspend`);
  await settle(emulator, projectId);
}

/** Waits until all operations have ended. */
async function settle(emulator: EmulatorProcess, projectId: string): Promise<void> {
  type Listed = { readonly operations: readonly { readonly status: string; readonly error?: string }[] };
  for (;;) {
    const { operations } = await call<Listed>(emulator, 'GET', `/projects/${projectId}/operations?limit=20`);
    const failed = operations.find(({ status }) => status === 'error');
    if (failed) throw new Error(`An operation failed: ${failed.error}`);
    if (operations.every(({ status }) => ['finished', 'skipped'].includes(status))) return;
    await sleep(POLL_MS);
  }
}

export async function query(uri: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}
