import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processesIn } from '../../test/support/processes-in.ts';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

/** 300 in the long run: NEON_EMULATOR_TEST_ROUNDS=300. */
const ROUNDS = Number(process.env.NEON_EMULATOR_TEST_ROUNDS ?? 30);
const isLinux = process.platform === 'linux';

test.skipIf(!isLinux)(`${ROUNDS} created and dropped branches leave no open files`, { timeout: 600_000 }, async () => {
  await using postgres = await startTestPostgres();
  const { dataPlane, rootDir } = postgres;
  const openFiles = (): number => readdirSync('/proc/self/fd').length;
  await postgres.createBranch('main');
  await postgres.query('main', 'SELECT 1');
  await dataPlane.suspendEndpoint('ep-main');
  let before = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    await dataPlane.copyBranch({ branchId: 'br-guest', parentId: 'br-main' });
    await postgres.open('guest');
    expect(await postgres.query('guest', 'SELECT 1')).toEqual([1]);
    await dataPlane.dropBranch('br-guest');
    // The first round opens files that stay open.
    if (round === 0) before = openFiles();
  }
  await expect.poll(openFiles).toBeLessThanOrEqual(before);
  expect(readdirSync(join(rootDir, 'branches'))).toEqual(['br-main']);
  expect(processesIn(join(rootDir, 'branches', 'br-guest'))).toEqual([]);
});
