import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Branch } from '@neon-api/types';
import { expect, test } from 'vitest';
import type { CreatedProject } from '../../test/support/api.ts';
import { createFiller, mountSmallDisk, unmount } from '../../test/support/disk-at-folder.ts';
import { connectTo, settleOperations } from '../../test/support/postgres-load.ts';
import { processesIn } from '../../test/support/processes-in.ts';
import { useKillableEmulators } from '../../test/support/use-killable-emulators.ts';

const { dataDir, start } = useKillableEmulators();
/** Enough for the state and the WAL of the running branch, but not for another branch. */
const LEFT_BYTES = 12 * 2 ** 20;

const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
test.skipIf(!isRootOnLinux)(
  'on a full disk an operation fails, leaves nothing behind, and succeeds once there is space',
  async ({ skip }) => {
    skip(!mountSmallDisk(dataDir()), 'a tmpfs cannot be mounted here');
    try {
      const { api, kill } = await start();
      const { project, branch } = (await api.post<CreatedProject>('/projects', { project: {} })).body;
      await settleOperations(api, project.id);
      const path = `/projects/${project.id}/branches`;
      const createBranch = () => api.post(path, { branch: {}, endpoints: [{ type: 'read_write' }] });
      const createSnapshot = () => api.post(`${path}/${branch.id}/snapshot`);
      const filler = createFiller(dataDir(), LEFT_BYTES);
      filler.put();
      for (const call of [createBranch, createSnapshot]) {
        const { length } = await settleOperations(api, project.id);
        expect((await call()).status).toBeLessThan(300);
        const ended = (await settleOperations(api, project.id)).slice(0, -length);
        expect(ended.at(-1)).toMatchObject({
          status: 'error',
          error: expect.stringContaining('is full. Free some space'),
        });
        const { branches } = (await api.get<{ branches: Branch[] }>(path)).body;
        expect(branches.map(({ id, current_state: state }) => [id, state])).toEqual([[branch.id, 'ready']]);
        expect(readdirSync(join(dataDir(), 'postgres', 'branches'))).toEqual([branch.id]);
      }
      filler.remove();
      expect((await createBranch()).status).toBe(201);
      expect((await settleOperations(api, project.id))[0]).toMatchObject({ status: 'finished' });
      const client = await connectTo(api, project.id, branch.id);
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await client.end();
      await kill();
      // Check before the unmount: afterwards the servers on the disk cannot be found.
      await expect.poll(() => processesIn(dataDir()), { timeout: 10_000 }).toEqual([]);
    } finally {
      unmount(dataDir());
    }
  },
);
