import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { type Api, type CreatedBranch, type CreatedProject, settle } from '../../test/support/api.ts';
import { connectTo } from '../../test/support/postgres-load.ts';
import { useKillableEmulators } from '../../test/support/use-killable-emulators.ts';

const { dataDir, start } = useKillableEmulators();

/** Starts the command on a system that a preloaded file simulates. */
async function startOn(system: string): Promise<{ readonly api: Api; readonly kill: () => Promise<void> }> {
  const url = new URL(`../../test/systems/${system}`, import.meta.url).href;
  vi.stubEnv('NODE_OPTIONS', `--import ${url}`);
  try {
    return await start();
  } finally {
    vi.unstubAllEnvs();
  }
}

async function query(client: Client, sql: string): Promise<unknown[]> {
  return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
}

test.skipIf(process.platform !== 'linux').each(['windows-renames.mjs', 'exfat-links.mjs'])(
  'branches can be created, restored and deleted, and the state is kept, on the system that %s simulates',
  { timeout: 120_000 },
  async (system) => {
    const { api, kill } = await startOn(system);
    const { project, branch } = (await api.post<CreatedProject>('/projects', { project: {} })).body;
    await settle(api, project.id);
    const client = await connectTo(api, project.id, branch.id);
    await client.query('CREATE TABLE notes AS SELECT 1 AS note');
    const branches = `/projects/${project.id}/branches`;
    const made = await api.post<CreatedBranch>(branches, { branch: {}, endpoints: [{ type: 'read_write' }] });
    await settle(api, project.id);
    await client.query('INSERT INTO notes VALUES (2)');
    const copyId = made.body.branch.id;
    await api.post(`${branches}/${copyId}/restore`, { source_branch_id: branch.id });
    await settle(api, project.id);
    const copy = await connectTo(api, project.id, copyId);
    expect(await query(copy, 'SELECT note FROM notes ORDER BY note')).toEqual([1, 2]);
    await copy.end();
    await client.end();
    await api.delete(`${branches}/${copyId}?hard_delete=true`);
    await settle(api, project.id);
    expect(readdirSync(join(dataDir(), 'postgres', 'branches'))).toEqual([branch.id]);
    await kill();

    const again = await startOn(system);
    const { body } = await again.api.get<{ branches: { id: string }[] }>(branches);
    expect(body.branches.map(({ id }) => id)).toEqual([branch.id]);
    await again.kill();
  },
);
