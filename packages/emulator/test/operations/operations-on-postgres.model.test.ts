import { seededRandom } from '@neon-api/ground';
import fc from 'fast-check';
import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { startReal } from '../model/real.ts';
import { startTestPostgres, type TestPostgres } from '../support/use-postgres.ts';
import { aSequence, runStep, SEED, SEQUENCES } from './run-sequence.ts';
import { withTrouble } from './trouble.ts';
import { createWorld, type Rows } from './world.ts';

/** Few runs, because each sequence takes some seconds. */
const RUNS = SEQUENCES === undefined ? 2 : Math.ceil(SEQUENCES / 50);

/** Uses a separate endpoint, because branches and snapshots may have none. */
function rowsOf(postgres: TestPostgres, password: () => string): Rows {
  async function query(branchId: string, sql: string): Promise<number[]> {
    const endpointId = 'ep-probe';
    await postgres.dataPlane.openEndpoint({ endpointId, branchId });
    const client = await postgres.connect('probe', {
      user: 'neondb_owner',
      password: password(),
      database: 'neondb',
    });
    try {
      const { rows } = await client.query<{ row: number }>(sql);
      return rows.map(({ row }) => row);
    } finally {
      await client.end();
      await postgres.dataPlane.closeEndpoint(endpointId);
    }
  }
  return {
    async write(branchId, row) {
      await query(branchId, 'CREATE TABLE IF NOT EXISTS marks (row int)');
      await query(branchId, `INSERT INTO marks VALUES (${row})`);
    },
    read: (branchId) =>
      query(branchId, 'SELECT row FROM marks ORDER BY row').catch((error: unknown) => {
        if (error instanceof DatabaseError && error.code === '42P01') return [];
        throw error;
      }),
  };
}

test(
  'after any failure, every branch is ready or gone, and Postgres agrees with the API',
  async () => {
    const count = { good: 0, bad: 0 };
    await using postgres = await startTestPostgres();
    const plane = withTrouble(postgres.dataPlane);
    const property = fc.asyncProperty(aSequence, fc.integer(), async (steps, seed) => {
      const real = await startReal(seededRandom(seed), {
        dataPlane: { ...plane.dataPlane, stop: async () => {} },
      });
      let password = '';
      try {
        const world = await createWorld(
          real,
          plane,
          rowsOf(postgres, () => password),
        );
        const [branchId] = world.expected.keys();
        const path = `${world.projectPath}/branches/${branchId}/roles/neondb_owner/reveal_password`;
        ({ password } = (await real.call('GET', path)).body);
        for (const step of steps) await runStep(world, step);
        count.good += world.count.good;
        count.bad += world.count.bad;
      } finally {
        await real.stop();
        for (const id of plane.dataPlane.listBranches?.() ?? []) await plane.dataPlane.dropBranch(id);
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    if (SEQUENCES) process.stdout.write(`${RUNS} sequences: ${count.good} calls succeeded, ${count.bad} failed\n`);
    expect(count.bad).toBeGreaterThan(0);
  },
  Math.max(120_000, RUNS * 60_000),
);
