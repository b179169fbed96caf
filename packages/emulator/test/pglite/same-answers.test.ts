import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataPlane } from '../../src/data-plane/index.ts';
import { startTestPglite, type TestPglite } from '../support/use-pglite.ts';
import { startTestPostgres, type TestPostgres } from '../support/use-postgres.ts';
import { STATEMENTS } from './statements.ts';

let pglite: TestPglite;
let postgres: TestPostgres;

beforeAll(async () => {
  pglite = startTestPglite();
  postgres = await startTestPostgres();
  await pglite.createBranch('main');
  await postgres.createBranch('main');
});
afterAll(async () => {
  await pglite[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

/** Statements with another answer, and why. The guide lists the reasons. */
const DIFFERENT: ReadonlyMap<Sent, string> = new Map([
  ["SELECT current_setting('app.tenant', true)", 'a setting of an earlier session is empty, not missing'],
  ['CREATE EXTENSION no_such_extension', 'the detail has no path of a file'],
  ['SET SESSION AUTHORIZATION cloud_admin', 'every role may become the superuser'],
]);

type Sent = (typeof STATEMENTS)[number];

function bodyOf(sent: Sent): object {
  if (typeof sent === 'string') return { query: sent, params: [] };
  return Array.isArray(sent) ? { queries: sent.map((query: string) => ({ query, params: [] })) } : sent;
}

async function ask({ serverless }: DataPlane, sent: Sent, headers: Record<string, string>): Promise<object> {
  const request = new Request('http://localhost/sql', {
    method: 'POST',
    headers: { 'Neon-Connection-String': pglite.uriOf('main'), ...headers },
    body: JSON.stringify(bodyOf(sent)),
  });
  const response = await serverless?.fetch(request);
  return { status: response?.status, body: JSON.parse((await response?.text()) ?? '', withoutPlaces) };
}

/** Removes ids of tables and types, and places in Postgres's source, which differ between versions. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (['file', 'line', 'routine', 'tableID'].includes(key)) return undefined;
  return key === 'dataTypeID' && Number(value) >= 16_384 ? 'of a user' : value;
}

const MODES: readonly Record<string, string>[] = [{}, { 'Neon-Array-Mode': 'true', 'Neon-Raw-Text-Output': 'true' }];

test.each(STATEMENTS.map((sent) => [sent]))('%j', async (sent) => {
  const isSame: boolean[] = [];
  for (const headers of MODES) {
    const [given, expected] = [
      await ask(pglite.dataPlane, sent, headers),
      await ask(postgres.dataPlane, sent, headers),
    ];
    if (!DIFFERENT.has(sent)) expect(given).toEqual(expected);
    isSame.push(JSON.stringify(given) === JSON.stringify(expected));
  }
  if (DIFFERENT.has(sent)) expect(isSame).toContain(false);
});
