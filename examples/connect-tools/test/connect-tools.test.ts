import { readFileSync } from 'node:fs';
import { createNeonClient, type NeonClient } from '@neon-api/client';
import { createProject } from '@neon-api/client/operations';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { connectionUris, ensureBranch } from '@neon-api/helpers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
let neon: NeonClient;
let projectId = '';

beforeAll(async () => {
  emulator = await startEmulator({ postgres: 'embedded', speed: 'instant', log: () => {} });
  neon = createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey });
  pointServerlessDriverAt(emulator.apiUrl);
  projectId = (await createProject(neon, { body: { project: {} } })).project.id;
  await emulator.settle();
});

afterAll(() => emulator.stop());

async function urisOfNewBranch(name: string): Promise<{ readonly direct: string; readonly pooled: string }> {
  const { value: branch } = await ensureBranch(neon, { projectId, name });
  return connectionUris(neon, { projectId, branchId: branch.id });
}

describe('with the URI as the API gives it, works', () => {
  it.for(Object.entries(PROGRAMS))('%s', async ([tool, program], { skip }) => {
    if (tool === 'psql' && !isPsqlInstalled()) skip('psql is not on PATH');
    const { direct } = await urisOfNewBranch(tool);
    expect(await program(direct)).toEqual(EXPECTED);
  });

  it('pg, pooled', async () => {
    const { pooled } = await urisOfNewBranch('pooled');
    expect(pooled).toContain('-pooler');
    expect(await withPg(pooled)).toEqual(EXPECTED);
  });
});

it('the URI in the answer to createProject works, too', async () => {
  const { connection_uris } = await createProject(neon, { body: { project: {} } });
  await emulator.settle();
  expect(await withPg(connection_uris[0]?.connection_uri ?? '')).toEqual(EXPECTED);
});

describe('over TLS with a verified certificate, works', () => {
  const caFile = (): string => (emulator.postgres.kind === 'off' ? '' : (emulator.postgres.caFile ?? ''));
  const verified = (uri: string): string => `${uri}&sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile())}`;

  it('psql', async ({ skip }) => {
    if (!isPsqlInstalled()) skip('psql is not on PATH');
    const { direct } = await urisOfNewBranch('psql over TLS');
    expect(await withPsql(verified(direct))).toEqual(EXPECTED);
  });

  it('pg', async () => {
    const { direct } = await urisOfNewBranch('pg over TLS');
    expect(await withPg(verified(direct))).toEqual(EXPECTED);
  });

  it('postgres.js', async () => {
    const { direct } = await urisOfNewBranch('postgres.js over TLS');
    const program = withPostgresJsOverTls(readFileSync(caFile(), 'utf8'));
    expect(await program(`${direct}&sslmode=verify-full`)).toEqual(EXPECTED);
  });

  it('none of them without the certificate of the emulator', async () => {
    const { direct } = await urisOfNewBranch('distrusted');
    const message = /self-signed|unable to/;
    await expect(withPg(`${direct}&sslmode=verify-full`)).rejects.toThrow(message);
    await expect(withPostgresJs(`${direct}&sslmode=verify-full`)).rejects.toThrow(message);
  });
});
