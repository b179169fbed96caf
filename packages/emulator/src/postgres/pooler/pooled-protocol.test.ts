import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import postgresJs from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  bind,
  close,
  copyData,
  copyDone,
  exchange,
  execute,
  parse,
  query,
  sync,
  typesOf,
} from '../../../test/support/raw-messages.ts';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';

const PSQL = '/usr/bin/psql';
const HOST = 'ep-main-pooler.c-1.us-east-1.aws.neon.localhost';

let postgres: TestPostgres;
let one: Client;
let other: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE TABLE copied (id int)');
});

afterAll(() => postgres[Symbol.asyncDispose]());

const pooled = (): Promise<Client> => postgres.connect('main-pooler');
const port = (): number => postgres.dataPlane.address?.port ?? 0;

beforeEach(async () => {
  [one, other] = [await pooled(), await pooled()];
  return async () => {
    await Promise.all([one.end(), other.end()]);
  };
});

async function readValue(
  client: Client,
  query: string | { name: string; text: string; values?: unknown[] },
): Promise<unknown> {
  const config = typeof query === 'string' ? { text: query } : query;
  return (await client.query<unknown[]>({ ...config, rowMode: 'array' })).rows[0]?.[0];
}

const backendOf = (client: Client): Promise<unknown> => readValue(client, 'SELECT pg_backend_pid()');

/** Runs `work` while `other` occupies the connection that was used last, so that `client` gets another one. */
async function onAnotherConnection<Value>(work: () => Promise<Value>): Promise<Value> {
  await other.query('BEGIN');
  try {
    return await work();
  } finally {
    await other.query('ROLLBACK');
  }
}

describe('a named prepared statement', () => {
  const plus = (value: number) => ({ name: 'plus', text: 'SELECT $1::int + 1', values: [value] });

  test('works on every connection, and is prepared once on each', async () => {
    expect(await readValue(one, plus(1))).toBe(2);
    expect(await onAnotherConnection(() => readValue(one, plus(2)))).toBe(3);
    expect(await readValue(one, plus(3))).toBe(4);
    const prepared = "SELECT count(*)::int FROM pg_prepared_statements WHERE statement LIKE '%$1::int + 1%'";
    expect(await readValue(one, prepared)).toBe(1);
  });

  test('is shared by clients that use the same name for different queries', async () => {
    expect(await readValue(one, { name: 'mine', text: 'SELECT 1' })).toBe(1);
    expect(await readValue(other, { name: 'mine', text: 'SELECT 2' })).toBe(2);
    expect(await readValue(one, { name: 'mine', text: 'SELECT 1' })).toBe(1);
  });

  test('that fails to parse can be prepared again', async () => {
    const query = { name: 'later', text: 'SELECT id FROM made_later' };
    await expect(readValue(one, query)).rejects.toMatchObject({ code: '42P01' });
    await postgres.query('main', 'CREATE TABLE made_later AS SELECT 5 AS id');
    expect(await readValue(one, query)).toBe(5);
    expect(await readValue(other, { ...query, name: 'elsewhere' })).toBe(5);
  });

  test.each(['DISCARD ALL', 'DEALLOCATE ALL'])('is forgotten after %s', async (forget) => {
    expect(await readValue(one, plus(1))).toBe(2);
    await one.query(forget);
    expect(await readValue(other, { ...plus(5), name: 'fresh' })).toBe(6);
    // The driver believes that its statement still exists, as it does without a pooler.
    await expect(readValue(one, plus(1))).rejects.toMatchObject({ code: '26000' });
  });
});

/** Returns the types of the answers up to the expected number of ReadyForQuery (Z). */
async function answersTo(client: Client, messages: readonly Buffer[], turns: number): Promise<string> {
  const isLast = (answers: readonly Answer[]): boolean => typesOf(answers).split('Z').length > turns;
  return typesOf(await exchange(client, [Buffer.concat(messages)], isLast));
}

/** The answers to Parse, Bind and Execute. */
const RUN = '12DC';

describe('pipelined messages are answered in order', () => {
  test('when the server already has a statement', async () => {
    await readValue(other, { name: 'known', text: 'SELECT 7' });
    const turn = [parse('known', 'SELECT 7'), bind('known'), execute, close('known'), sync];
    expect(await answersTo(one, [...turn, ...turn], 2)).toBe(`${RUN}3Z${RUN}3Z`);
    expect(await readValue(one, 'SELECT 1')).toBe(1);
  });

  test('after an error, up to the next Sync', async () => {
    const failed = [parse('bad', 'SELECT nonsense'), bind('bad'), execute, query('SELECT 1'), sync];
    const good = [parse('good', 'SELECT 1'), bind('good'), execute, sync];
    expect(await answersTo(one, [...failed, ...good], 2)).toBe(`EZ${RUN}Z`);
    expect(await answersTo(one, good.slice(1), 1)).toBe('2DCZ');
    expect(await answersTo(one, good, 1)).toBe('EZ');
  });

  test('and a Close that is skipped after an error does not forget the statement', async () => {
    const twice = [parse('kept', 'SELECT 1'), parse('kept', 'SELECT 1'), close('kept'), sync];
    expect(await answersTo(one, [...twice, bind('kept'), execute, sync], 2)).toBe('1EZ2DCZ');
  });

  test('with several queries, and the connection is free afterwards', async () => {
    expect(await answersTo(one, [query('SELECT 1'), query('BEGIN'), query('COMMIT')], 3)).toBe('TDCZCZCZ');
    expect(await backendOf(other)).toBe(await backendOf(one));
  });
});

describe('COPY', () => {
  const countRows = () => readValue(other, 'SELECT count(*)::int FROM copied');

  test('from the client works in a simple query and in an extended one', async () => {
    const simple = [query('COPY copied FROM STDIN'), copyData('1\n'), copyData('2\n'), copyDone];
    expect(await answersTo(one, simple, 1)).toBe('GCZ');
    // As in libpq, the first Sync precedes the data, and the server ignores it.
    const begin = [parse('', 'COPY copied FROM STDIN'), bind(''), execute, sync];
    expect(await answersTo(one, [...begin, copyData('3\n'), copyDone, sync], 1)).toBe('12GCZ');
    expect(await countRows()).toBe(3);
    expect(await backendOf(other)).toBe(await backendOf(one));
  });

  test('that fails leaves the session usable, whatever data still arrives', async () => {
    expect(await answersTo(one, [query('COPY copied FROM STDIN'), copyData('no number\n')], 1)).toBe('GEZ');
    expect(await answersTo(one, [copyData('4\n'), copyDone, query('SELECT 1')], 1)).toBe('TDCZ');
  });

  test('to the client passes large results unchanged', async () => {
    const sql = 'COPY (SELECT repeat(md5(i::text), 1000) FROM generate_series(1, 2000) i) TO STDOUT';
    expect(await answersTo(one, [query(sql)], 1)).toBe(`H${'d'.repeat(2000)}cCZ`);
  });
});

test('a server connection keeps at most 1,000 prepared statements, and the oldest is prepared again', async () => {
  const numbers = Array.from({ length: 1100 }, (_, index) => index);
  const batch = numbers.flatMap((index) => [parse(`s${index}`, `SELECT ${index}`), bind(`s${index}`), execute]);
  expect(await answersTo(one, [...batch, sync], 1)).toBe(`${RUN.repeat(1100)}Z`);
  const prepared = 'SELECT count(*)::int FROM pg_prepared_statements';
  expect(await readValue(one, prepared)).toBe(1000);
  expect(await answersTo(one, [bind('s0'), execute, sync], 1)).toBe('2DCZ');
});

describe('parameters', () => {
  test('that are tracked follow the client to every connection', async () => {
    await one.query("SET TimeZone = 'Asia/Tokyo'");
    const show = () => readValue(one, 'SHOW TimeZone');
    expect(await onAnotherConnection(show)).toBe('Asia/Tokyo');
    expect(await readValue(other, 'SHOW TimeZone')).toBe('GMT');
    expect(await show()).toBe('Asia/Tokyo');
  });

  test('of the startup packet apply to each transaction', async () => {
    const named = await postgres.connect('main-pooler', { application_name: "it's me\\" });
    const show = () => readValue(named, 'SHOW application_name');
    expect(await show()).toBe("it's me\\");
    expect(await readValue(other, 'SHOW application_name')).toBe('pgbouncer');
    expect(await onAnotherConnection(show)).toBe("it's me\\");
    await named.end();
  });

  test('that are not tracked are refused, as on Neon', async () => {
    await expect(postgres.connect('main-pooler', { statement_timeout: 1000 })).rejects.toMatchObject({
      code: '08P01',
      message: 'unsupported startup parameter: statement_timeout',
    });
  });
});

describe('drivers', () => {
  test('postgres.js sends parallel and pipelined queries', async () => {
    const sql = postgresJs(`postgresql://owner:first@127.0.0.1:${port()}/app?options=endpoint%3Dep-main-pooler`, {
      max: 20,
    });
    const sums = await Promise.all(Array.from({ length: 200 }, (_, index) => sql`SELECT ${index}::int + 1 AS sum`));
    expect(sums.map(([row]) => row?.sum)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    const [kept] = await sql.begin((transaction) => [transaction`SELECT 1`, transaction`SELECT 2 AS two`]);
    expect(kept).toHaveLength(1);
    await sql.end();
  });

  test('pg connects in TLS with channel binding', async () => {
    const ca = readFileSync(postgres.dataPlane.address?.caFile ?? '');
    const config = { options: '', enableChannelBinding: true, ssl: { ca, servername: HOST } };
    expect(await postgres.query('main', 'SHOW application_name', config)).toEqual(['pgbouncer']);
  });

  test.skipIf(!existsSync(PSQL)).each(['disable', 'prefer', 'require'])(
    'psql connects with channel_binding=%s',
    async (binding) => {
      const sslmode = binding === 'require' ? 'require' : 'prefer';
      const conninfo = `host=127.0.0.1 port=${port()} user=owner password=first dbname=app sslmode=${sslmode}`;
      const args = [
        '-Atc',
        'SHOW application_name',
        `${conninfo} channel_binding=${binding} options='endpoint=ep-main-pooler'`,
      ];
      expect((await promisify(execFile)(PSQL, args)).stdout).toBe('psql\n');
    },
  );
});
