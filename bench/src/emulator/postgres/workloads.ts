import type { RawClient } from './raw-client.ts';

/** The statements that each connection runs in a loop. */
export interface Workload {
  readonly name: string;
  readonly run: (client: RawClient) => Promise<void>;
}

const BRANCHES = 8;
const TELLERS = BRANCHES * 10;
const ACCOUNTS = BRANCHES * 10_000;

/** Tables like those of TPC-B, the usual throughput benchmark: accounts, tellers, branches, and a history. */
export const TABLES: readonly string[] = [
  ...[
    ['branches', BRANCHES],
    ['tellers', TELLERS],
    ['accounts', ACCOUNTS],
  ].flatMap(([table, rows]) => [
    `CREATE TABLE ${table} (id int PRIMARY KEY, balance int NOT NULL, filler text NOT NULL) WITH (fillfactor = 80)`,
    `INSERT INTO ${table} SELECT id, 0, repeat('x', 80) FROM generate_series(1, ${rows}) AS id`,
  ]),
  'CREATE TABLE history (teller int, branch int, account int, delta int, at timestamptz)',
  'VACUUM ANALYZE',
];

const upTo = (limit: number): number => 1 + Math.floor(Math.random() * limit);

async function transfer(client: RawClient): Promise<void> {
  const [account, teller, branch, delta] = [upTo(ACCOUNTS), upTo(TELLERS), upTo(BRANCHES), upTo(10_000) - 5000];
  await client.query('BEGIN');
  await client.query(`UPDATE accounts SET balance = balance + ${delta} WHERE id = ${account}`);
  await client.query(`SELECT balance FROM accounts WHERE id = ${account}`);
  await client.query(`UPDATE tellers SET balance = balance + ${delta} WHERE id = ${teller}`);
  await client.query(`UPDATE branches SET balance = balance + ${delta} WHERE id = ${branch}`);
  await client.query(`INSERT INTO history VALUES (${teller}, ${branch}, ${account}, ${delta}, now())`);
  await client.query('COMMIT');
}

async function readTenRows(client: RawClient): Promise<void> {
  const first = upTo(ACCOUNTS - 10);
  await client.query(`SELECT * FROM accounts WHERE id BETWEEN ${first} AND ${first + 9}`);
}

export const TRANSACTION: Workload = { name: 'transactions (TPC-B)', run: transfer };
export const TEN_ROWS: Workload = { name: 'reads of ten rows by key', run: readTenRows };
export const SELECT_ONE: Workload = {
  name: 'select 1',
  run: (client) => client.query('SELECT 1'),
};
