import { expect, test } from 'vitest';
import type { CreatedProject } from '../../test/support/api.ts';
import { connectTo, settleOperations } from '../../test/support/postgres-load.ts';
import { processesIn } from '../../test/support/processes-in.ts';
import { useKillableEmulators } from '../../test/support/use-killable-emulators.ts';

const { dataDir, start } = useKillableEmulators();

const title = 'a killed emulator leaves no Postgres that itself listens, not even with clients';
test.skipIf(process.platform !== 'linux')(title, { timeout: 60_000 }, async () => {
  const { api, kill } = await start('--direct');
  const { project, branch } = (await api.post<CreatedProject>('/projects', { project: {} })).body;
  await settleOperations(api, project.id);
  const client = await connectTo(api, project.id, branch.id);
  const { rows } = await client.query('SELECT inet_server_port() IS NOT NULL AS direct');
  expect(rows).toEqual([{ direct: true }]);
  const ended = new Promise((resolve) => client.once('end', resolve));
  await kill();
  await ended;
  await expect.poll(() => processesIn(dataDir()), { timeout: 10_000 }).toEqual([]);
});
