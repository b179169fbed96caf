import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

const run = promisify(execFile);
const pathOf = (name: string): string => fileURLToPath(new URL(`driver/${name}`, import.meta.url));
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

let emulator: Emulator;
let api: Api;
let created: CreatedProject;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject());
});

afterAll(() => emulator.stop());

/** Runs an unchanged program with the URI of the database. */
async function runProgram(name: string, pooled: boolean, ...flags: string[]): Promise<unknown> {
  const path = `/projects/${created.project.id}/connection_uri?role_name=neondb_owner&database_name=neondb`;
  const { uri } = (await api.get<{ uri: string }>(`${path}&pooled=${pooled}`)).body;
  const { stdout } = await run(process.execPath, [...flags, pathOf(name), uri], {
    cwd: PACKAGE,
    env: { ...process.env, NEON_API_BASE_URL: emulator.apiUrl },
  });
  return JSON.parse(stdout);
}

test.each([
  ['program.mjs', false],
  ['program.mjs', true],
  ['program.cjs', false],
] as const)('with --import, %s queries the emulator over HTTP and WebSocket (pooled: %s)', async (name, pooled) => {
  const who = { who: 'neondb_owner' };
  expect(await runProgram(name, pooled, '--import', '@neon-api/emulator/driver')).toEqual({
    http: who,
    webSocket: who,
  });
});

test('without --import, the same program does not find the emulator', async () => {
  await expect(runProgram('program.mjs', false)).rejects.toThrow(/NeonDbError|Error connecting to database/);
});
