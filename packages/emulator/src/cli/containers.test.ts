import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Api, type CreatedProject, settle } from '../../test/support/api.ts';
import { type Container, canRunContainers, runContainer, startContainer } from '../../test/support/containers.ts';

let dataDir: string;
let running: Container[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-container-'));
});
afterEach(async () => {
  await Promise.all(running.map((container) => container.kill()));
  running = [];
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function start(...flags: readonly string[]): Promise<Container> {
  const container = await startContainer(['--data-dir', dataDir, ...flags]);
  running.push(container);
  return container;
}

async function killAll(): Promise<void> {
  await Promise.all(running.splice(0).map((container) => container.kill()));
}

/** Creates a project and waits for its operations. */
async function createProject(api: Api): Promise<CreatedProject> {
  const { body } = await api.post<CreatedProject>('/projects', { project: {} });
  await settle(api, body.project.id);
  return body;
}

async function createProjects(api: Api, count: number): Promise<string[]> {
  const created = await Promise.all(Array.from({ length: count }, () => createProject(api)));
  return created.map(({ project }) => project.id).toSorted();
}

async function listProjects(api: Api): Promise<string[]> {
  const { body } = await api.get<{ projects: { id: string }[] }>('/projects?limit=400');
  return body.projects.map(({ id }) => id).toSorted();
}

async function withProject<Value>(
  api: Api,
  projectId: string,
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const { body } = await api.get<{ uri: string }>(
    `/projects/${projectId}/connection_uri?database_name=neondb&role_name=neondb_owner`,
  );
  const client = new Client({ connectionString: body.uri });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const pidFileOf = (branchId: string): string => join(dataDir, 'postgres/branches', branchId, 'data/postmaster.pid');

describe.skipIf(!canRunContainers())('in containers that share a volume', () => {
  test('an emulator that was killed as process 1 restarts immediately with every project', async () => {
    const first = await start('--postgres', 'off');
    const ids = await createProjects(first.api, 5);
    await killAll();
    const second = await start('--postgres', 'off');
    expect(await listProjects(second.api)).toEqual(ids);
  });

  test('an emulator that was killed as process 1 restarts immediately with every row', async () => {
    const first = await start();
    const [projectId = ''] = await createProjects(first.api, 1);
    await withProject(first.api, projectId, (client) => client.query('CREATE TABLE kept AS SELECT 42 AS value'));
    await killAll();
    const second = await start();
    const { rows } = await withProject(second.api, projectId, (client) => client.query('SELECT value FROM kept'));
    expect(rows).toEqual([{ value: 42 }]);
  });

  test('a second emulator on the directory fails, names the lock file and deletes nothing', async () => {
    const first = await start();
    const { project, branch } = await createProject(first.api);
    await withProject(first.api, project.id, async (client) => {
      const pidFile = readFileSync(pidFileOf(branch.id), 'utf8');
      const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
      const { code, log } = await runContainer(['--data-dir', dataDir]);
      expect(code).toBe(1);
      expect(log).toContain('in use by another emulator');
      expect(log).toContain(join(dataDir, 'control-plane.lock'));
      expect(readdirSync(dataDir, { recursive: true, encoding: 'utf8' })).toEqual(expect.arrayContaining(files));
      expect(readFileSync(pidFileOf(branch.id), 'utf8')).toBe(pidFile);
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
    expect(existsSync(pidFileOf(branch.id))).toBe(true);
    expect(await listProjects(first.api)).toEqual([project.id]);
  });
});
