import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canMountDisks, mountSmallDisk } from '../../test/support/small-disk.ts';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

test.skipIf(!canMountDisks())('creating a branch on a full disk fails with the path of the disk', async () => {
  const disk = mountSmallDisk('160m');
  if (!disk) throw new Error('The disk cannot be mounted.');
  const rootDir = join(disk.dir, 'postgres');
  try {
    await using postgres = await startTestPostgres({ rootDir, temporary: false });
    await postgres.createBranch('first');
    disk.fill();
    await expect(postgres.createBranch('second')).rejects.toThrow(
      `The disk that holds ${join(rootDir, 'branches', 'br-second')} is full. Free some space on it, and try again.`,
    );
    disk.free();
    await postgres.createBranch('second');
    expect(await postgres.query('second', 'SELECT 1')).toEqual([1]);
  } finally {
    disk.unmount();
  }
});
