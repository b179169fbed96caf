import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createNeonClient, type NeonCaller } from '@neon-api/client';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBranch, provisionProject } from '../src/index.ts';
import { readWorld } from './chaos/world.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const CALLS = 5;

// Runs in a separate process with the built package. Makes five concurrent calls of a helper, each with its own client.
const CALLER = `
  import { createNeonClient } from '@neon-api/client';
  import * as helpers from './dist/index.js';
  const [baseUrl, apiKey, orgId] = process.argv.slice(1);
  const call = async ([helper, options]) => {
    const { value, branch, created, uris } = await helpers[helper](createNeonClient({ apiKey, baseUrl, orgId }), options);
    const { id, name: named } = value ?? branch;
    return { id: id ?? named, created, uris };
  };
  process.on('message', (message) => {
    const calls = Array.from({ length: ${CALLS} }, () => call(message));
    Promise.all(calls).then((answers) => process.send({ answers }), (error) => process.send({ error: String(error) }));
  });
  process.send('ready');
`;

interface Answer {
  readonly id: string | number;
  readonly created: boolean;
  readonly uris?: object;
}

let emulator: Emulator;
let neon: NeonCaller;
let callers: readonly ChildProcess[] = [];
let place: { readonly projectId: string; readonly branchId: string };

beforeAll(async () => {
  emulator = await startEmulator({ postgres: 'off', speed: 'fast', log: () => undefined });
  const { apiUrl: baseUrl, apiKey, orgId } = emulator;
  neon = createNeonClient({ apiKey, baseUrl, orgId });
  const { project } = await provisionProject(neon, { name: 'host' });
  const { value } = await ensureBranch(neon, { projectId: project.id, name: 'bare', compute: false });
  place = { projectId: project.id, branchId: value.id };
  callers = [1, 2].map(() =>
    spawn(process.execPath, ['--input-type=module', '--eval', CALLER, baseUrl, apiKey, orgId], {
      ...{ cwd: PACKAGE, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    }),
  );
  await Promise.all(callers.map((caller) => once(caller, 'message')));
});
afterAll(async () => {
  await Promise.all(callers.map((caller) => caller.kill() && once(caller, 'close')));
  await emulator?.stop();
});

async function callFrom(caller: ChildProcess, helper: string, options: object): Promise<readonly Answer[]> {
  const answered = once(caller, 'message');
  caller.send([helper, options]);
  const [{ answers, error }] = await answered;
  if (error !== undefined) throw new Error(error);
  return answers;
}

const count = async (kind: string): Promise<number> =>
  [...(await readWorld(neon)).values()].filter((thing) => thing.kind === kind).length;

test.each<[helper: string, kind: string, options: () => object]>([
  ['ensureProject', 'project', () => ({ name: 'contested' })],
  ['ensureBranch', 'branch', () => ({ projectId: place.projectId, name: 'contested' })],
  ['ensureRole', 'role', () => ({ ...place, name: 'contested' })],
  ['ensureDatabase', 'database', () => ({ ...place, name: 'contested', ownerName: 'neondb_owner' })],
  ['ensureEndpoint', 'endpoint', () => place],
  ['ensurePreviewBranch', 'branch', () => ({ projectId: place.projectId, key: 42 })],
])('%s creates one for ten callers in two processes, and all get the same one', async (helper, kind, optionsOf) => {
  const before = await count(kind);
  const answers = (await Promise.all(callers.map((caller) => callFrom(caller, helper, optionsOf())))).flat();
  expect(answers).toHaveLength(2 * CALLS);
  expect(new Set(answers.map(({ id, uris }) => JSON.stringify([id, uris]))).size).toBe(1);
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
  expect((await count(kind)) - before).toBe(1);
});
