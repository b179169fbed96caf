import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import type { Api, CreatedBranch, CreatedProject } from '../../test/support/api.ts';
import { connectTo, readRows, settleOperations, writeRows } from '../../test/support/postgres-load.ts';
import { processesIn } from '../../test/support/processes-in.ts';
import { useKillableEmulators } from '../../test/support/use-killable-emulators.ts';

/** The long run uses NEON_EMULATOR_TEST_KILLS=50. */
const KILLS = Number(process.env.NEON_EMULATOR_TEST_KILLS ?? 2);
const WRITERS = 4;
const { dataDir, start } = useKillableEmulators();

/** Waits until every operation has finished successfully. */
async function settle(api: Api, projectId: string): Promise<void> {
  const operations = await settleOperations(api, projectId);
  expect(operations.filter(({ status }) => status !== 'finished')).toEqual([]);
}

/** Creates and deletes branches until the emulator is killed, so that it is killed during these operations too. */
async function branchOn(api: Api, projectId: string): Promise<void> {
  const path = `/projects/${projectId}/branches`;
  for (;;) {
    const made = await api.post<CreatedBranch>(path, { branch: {}, endpoints: [{ type: 'read_write' }] });
    await settle(api, projectId);
    if (made.status === 201) await api.delete(`${path}/${made.body.branch.id}?hard_delete=true`);
    await settle(api, projectId);
  }
}

async function deleteOthers(api: Api, projectId: string, branchId: string): Promise<void> {
  const path = `/projects/${projectId}/branches`;
  const { body } = await api.get<{ branches: { id: string }[] }>(path);
  for (const { id } of body.branches.filter((branch) => branch.id !== branchId)) {
    await api.delete(`${path}/${id}?hard_delete=true`);
    await settle(api, projectId);
  }
}

async function missingRows(client: Client, committed: ReadonlySet<string>): Promise<string[]> {
  const found = await readRows(client);
  return [...committed].filter((id) => !found.has(id));
}

const title = `killed ${KILLS} times under load, the emulator loses no committed row and leaves no Postgres running`;
test.skipIf(process.platform !== 'linux')(title, { timeout: 900_000 }, async () => {
  const committed = new Set<string>();
  let running = await start();
  const created = (await running.api.post<CreatedProject>('/projects', { project: {} })).body;
  const [projectId, branchId] = [created.project.id, created.branch.id];
  await settle(running.api, projectId);
  const maker = await connectTo(running.api, projectId, branchId);
  await maker.query('CREATE TABLE kept (id text PRIMARY KEY)');
  await maker.end();
  for (let round = 0; round < KILLS; round += 1) {
    const { api, kill } = running;
    const clients = await Promise.all(Array.from({ length: WRITERS }, () => connectTo(api, projectId, branchId)));
    const until = committed.size + 50 + round * 37;
    let killed: Promise<void> | undefined;
    const onCommitted = (): void => {
      if (committed.size >= until) killed ??= kill();
    };
    const writers = clients.map((client, index) => writeRows(client, `${round}-${index}`, committed, onCommitted));
    await Promise.allSettled([...writers, branchOn(api, projectId)]);
    await killed;
    // Every other round, the next start happens before the watchdog has finished.
    if (round % 2 === 0) await expect.poll(() => processesIn(dataDir()), { timeout: 10_000 }).toEqual([]);

    running = await start();
    const reader = await connectTo(running.api, projectId, branchId);
    expect(await missingRows(reader, committed)).toEqual([]);
    await reader.end();
    // Interrupted operations are completed or undone now; the remaining branches can be deleted.
    await settle(running.api, projectId);
    await deleteOthers(running.api, projectId, branchId);
    expect(readdirSync(join(dataDir(), 'postgres', 'branches'))).toEqual([branchId]);
  }
  expect(committed.size).toBeGreaterThan(KILLS * 50);
  await running.kill();
  await expect.poll(() => processesIn(dataDir()), { timeout: 10_000 }).toEqual([]);
});
