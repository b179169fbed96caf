import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';

/** 50 in the long run: NEON_EMULATOR_TEST_BRANCHES=50. */
const BRANCHES = Number(process.env.NEON_EMULATOR_TEST_BRANCHES ?? 4);
const ACCOUNTS = 40;
const WRITERS = 2;
const DEADLOCK = '40P01';

/** Money only moves: the sum is constant, and every balance follows from the transfers. */
const MAKE = [
  `CREATE TABLE accounts AS SELECT id, 100 AS amount FROM generate_series(1, ${ACCOUNTS}) AS id`,
  'CREATE TABLE transfers (id bigserial PRIMARY KEY, source int, target int, amount int, checksum text)',
];
const AUDIT = `
  SELECT (SELECT sum(amount)::int FROM accounts),
         (SELECT count(*)::int FROM accounts a WHERE amount <> 100
            - (SELECT coalesce(sum(amount), 0) FROM transfers WHERE source = a.id)
            + (SELECT coalesce(sum(amount), 0) FROM transfers WHERE target = a.id)),
         (SELECT count(*)::int FROM transfers WHERE checksum <> md5(source || ' ' || target || ' ' || amount)),
         (SELECT count(*)::int FROM transfers)`;

interface Load {
  readonly written: () => number;
  stop(): Promise<void>;
}

/** Writers at full speed, plus checkpoints: a copy that replays from the wrong position loses earlier writes. */
async function startLoad(postgres: TestPostgres): Promise<Load> {
  let isWriting = true;
  let written = 0;

  async function write(seed: number): Promise<void> {
    const client = await postgres.connect('main');
    for (let step = seed; isWriting; step += 7) {
      const [source, target, amount] = [(step % ACCOUNTS) + 1, ((step * 3) % ACCOUNTS) + 1, (step % 9) + 1];
      const transfer = client.query(
        `BEGIN; UPDATE accounts SET amount = amount - ${amount} WHERE id = ${source};
         UPDATE accounts SET amount = amount + ${amount} WHERE id = ${target};
         INSERT INTO transfers (source, target, amount, checksum)
           VALUES (${source}, ${target}, ${amount}, md5('${source} ${target} ${amount}')); COMMIT`,
      );
      const hasCommitted = await transfer.then(
        () => true,
        (error: { code?: string }) => error.code !== DEADLOCK && Promise.reject(error),
      );
      if (hasCommitted) written += 1;
      else await client.query('ROLLBACK');
    }
    await client.end();
  }

  async function checkpoint(): Promise<void> {
    const admin = await connectAsAdmin(postgres.rootDir);
    while (isWriting) await admin.query('CHECKPOINT');
    await admin.end();
  }

  const working = [...Array.from({ length: WRITERS }, (_, writer) => write(1 + 3 * writer)), checkpoint()];
  await expect.poll(() => written, { timeout: 20_000 }).toBeGreaterThan(20);
  return {
    written: () => written,
    async stop() {
      isWriting = false;
      await Promise.all(working);
    },
  };
}

/** Bypasses the proxy, which refuses superusers. */
async function connectAsAdmin(rootDir: string): Promise<Client> {
  const pidFile = readFileSync(join(rootDir, 'branches', 'br-main', 'data', 'postmaster.pid'), 'utf8');
  const [port, host] = pidFile.split('\n').slice(3, 5);
  const password = readFileSync(join(rootDir, 'cloud-admin-password'), 'utf8').trim();
  const admin = new Client({ host: host ?? '', port: Number(port), user: 'cloud_admin', password, database: 'app' });
  await admin.connect();
  return admin;
}

const title = `each of ${BRANCHES} branches of a busy ledger has a consistent state of it`;
test(title, { timeout: 600_000 }, async () => {
  await using postgres = await startTestPostgres();
  await postgres.createBranch('main');
  for (const sql of MAKE) await postgres.query('main', sql);
  const load = await startLoad(postgres);

  async function branchAndAudit(name: string): Promise<void> {
    const before = load.written();
    await postgres.dataPlane.copyBranch({ branchId: `br-${name}`, parentId: 'br-main' });
    const after = load.written();
    await postgres.open(name);
    const [total, drift, damaged, count] = await postgres.query(name, AUDIT);
    expect({ name, total, drift, damaged }).toEqual({ name, total: ACCOUNTS * 100, drift: 0, damaged: 0 });
    // No acknowledged transfer is missing; each writer's transfer in progress may be included.
    expect(count).toBeGreaterThanOrEqual(before);
    expect(count).toBeLessThanOrEqual(after + WRITERS);
    await postgres.dataPlane.dropBranch(`br-${name}`);
  }

  // Two at a time, because they share the parent's server and log.
  for (let number = 0; number < BRANCHES; number += 2) {
    await Promise.all([branchAndAudit(`ledger-${number}`), branchAndAudit(`ledger-${number + 1}`)]);
  }
  await load.stop();
});
