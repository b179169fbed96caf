import { readFileSync } from 'node:fs';
import { createNeonClient } from '@neon-api/client';
import { createProject } from '@neon-api/client/operations';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { type ConnectionUris, connectionUris } from '@neon-api/helpers';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Seen } from '../src/program.ts';
import { PROGRAMS } from '../src/programs.ts';
import { withPg } from '../src/with-pg.ts';
import { withPostgresJs, withPostgresJsOverTls } from '../src/with-postgres-js.ts';
import { isPsqlInstalled, withPsql } from '../src/with-psql.ts';
import { pointServerlessDriverAt } from '../src/with-serverless.ts';

const EXPECTED: Seen = {
  fruits: [
    { name: 'apples', kilos: 7 },
    { name: 'pears', kilos: 12 },
  ],
  failedWith: '23505',
};

let emulator: Emulator;
let uris: ConnectionUris;
let uriOfAnswer: string | undefined;

beforeAll(async () => {
  emulator = await startEmulator({ postgres: 'embedded', speed: 'instant', log: () => {} });
  const neon = createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey, orgId: emulator.orgId });
  pointServerlessDriverAt(emulator.apiUrl);
  const { project, connection_uris } = await createProject(neon, { body: { project: {} } });
  await emulator.settle();
  uriOfAnswer = connection_uris[0]?.connection_uri;
  uris = await connectionUris(neon, { projectId: project.id });
});

afterAll(() => emulator.stop());

afterEach(async () => {
  const client = new pg.Client(uris.direct);
  await client.connect();
  await client.query('DROP TABLE IF EXISTS fruit');
  await client.end();
});

describe('the unchanged URI of the API works with', () => {
  test.for(Object.entries(PROGRAMS))('%s', async ([tool, program], { skip }) => {
    if (tool === 'psql' && !isPsqlInstalled()) skip('psql is not on PATH');
    expect(await program(uris.direct)).toEqual(EXPECTED);
  });

  test('pg, pooled', async () => {
    expect(uris.pooled).toContain('-pooler');
    expect(await withPg(uris.pooled)).toEqual(EXPECTED);
  });
});

test('the URI in the response of createProject works', async () => {
  expect(await withPg(uriOfAnswer ?? '')).toEqual(EXPECTED);
});

describe('TLS with a verified certificate works with', () => {
  const caFile = (): string => (emulator.postgres.kind === 'off' ? '' : (emulator.postgres.caFile ?? ''));
  const verified = (uri: string): string => `${uri}&sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile())}`;

  test('psql', async ({ skip }) => {
    if (!isPsqlInstalled()) skip('psql is not on PATH');
    expect(await withPsql(verified(uris.direct))).toEqual(EXPECTED);
  });

  test('pg', async () => {
    expect(await withPg(verified(uris.direct))).toEqual(EXPECTED);
  });

  test('postgres.js', async () => {
    const program = withPostgresJsOverTls(readFileSync(caFile(), 'utf8'));
    expect(await program(`${uris.direct}&sslmode=verify-full`)).toEqual(EXPECTED);
  });

  test('no tool that lacks the certificate of the emulator', async () => {
    const message = /self-signed|unable to/;
    await expect(withPg(`${uris.direct}&sslmode=verify-full`)).rejects.toThrow(message);
    await expect(withPostgresJs(`${uris.direct}&sslmode=verify-full`)).rejects.toThrow(message);
  });
});
