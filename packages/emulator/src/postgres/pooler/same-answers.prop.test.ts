import { propertyRuns, propertyTimeoutMs } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Answer,
  bind,
  close,
  describeStatement,
  exchange,
  execute,
  parse,
  query,
  sync,
} from '../../../test/support/raw-messages.ts';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';

const LAST = 'the last row';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
});

afterAll(() => postgres[Symbol.asyncDispose]());

const name = fc.constantFrom('one', 'two', 'three');
const sql = fc.constantFrom('SELECT 1', 'SELECT 1 / 0', 'SELECT nonsense', 'BEGIN', 'COMMIT', 'SELECT 1, 2', '');
const unit = fc.oneof(
  fc.tuple(name, sql).map(([statement, text]) => [parse(statement, text)]),
  name.map((statement) => [bind(statement)]),
  name.map((statement) => [bind(statement), execute]),
  name.map((statement) => [describeStatement(statement)]),
  name.map((statement) => [close(statement)]),
  // The unnamed statement lasts until the end of a transaction only.
  sql.map((text) => [parse('', text), bind(''), execute]),
  sql.map((text) => [query(text)]),
  sql.map((text) => [query(`${text}; SELECT 3`)]),
  fc.constant([sync]),
);

/** Ends every open batch and transaction, so that the last query is always answered. */
const ENDING: readonly Buffer[] = [sync, query('ROLLBACK'), query(`SELECT '${LAST}'`)];

async function answersOf(endpoint: string, chunks: readonly Buffer[]): Promise<string[]> {
  const client = await postgres.connect(endpoint);
  const isLast = (answers: readonly Answer[]): boolean =>
    answers.at(-1)?.type === 'Z' && answers.some(({ body }) => body.includes(LAST));
  const answers = await exchange(client, chunks, isLast);
  await client.end();
  return answers.map(({ type, body }) => (type === 'E' ? `E ${/\0C(\w+)/.exec(body)?.[1]}` : type));
}

/** Groups messages into chunks of random size, or cuts them anywhere. */
function intoChunks(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [0, ...places.map((place) => place % bytes.length), bytes.length].sort((one, other) => one - other);
  return cuts.slice(1).flatMap((cut, index) => (cut > (cuts[index] ?? 0) ? [bytes.subarray(cuts[index], cut)] : []));
}

test(
  'any pipeline of messages gets the same answers from the pooler as from Postgres',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(unit, { maxLength: 25 }),
        fc.array(fc.nat(), { maxLength: 5 }),
        async (units, places) => {
          const chunks = intoChunks(Buffer.concat([...units.flat(), ...ENDING]), places);
          const [pooled, direct] = await Promise.all([answersOf('main-pooler', chunks), answersOf('main', chunks)]);
          expect(pooled).toEqual(direct);
        },
      ),
      propertyRuns(),
    );
  },
  propertyTimeoutMs(),
);
