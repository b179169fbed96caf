import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NeonCaller, type NeonClientOptions, paginate } from '@neon-api/client';
import * as operations from '@neon-api/client/operations';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as helpers from '../src/index.ts';
import { createFileCheckpoint } from '../src/node/index.ts';
import { type EmulatedNeon, startEmulatedNeon } from './emulated-neon.ts';
import { type Given, makeGiven } from './examples/given.ts';
import { readExamples } from './examples/read-examples.ts';
import { compile, findTypeErrors, writeModule } from './examples/write-module.ts';
import { hastyClock } from './virtual-clock.ts';

const examples = readExamples();

const IMPORTS = {
  '@neon-api/client': ['createNeonClient', 'paginate'],
  '@neon-api/client/operations': ['getCurrentUserOrganizations', 'listProjectBranches', 'listProjects'],
  'node:fs/promises': ['writeFile'],
  '../../src/index.ts': Object.keys(helpers),
  '../../src/node/index.ts': ['createFileCheckpoint'],
};
// These functions send no requests.
const WITHOUT_REQUESTS =
  /^(planTenants|showCleanup|previewMark|getRotatedSecret|planSnapshotPruning|create\w+Checkpoint|waitUntilConnectable|runUnits)$/;
const OF_ROOTS = /Snapshot|BackupSchedule/;

const OF_POSTGRES = /^compareBranches$/;

let emulated: EmulatedNeon;
let withPostgres: EmulatedNeon;
let neon: NeonCaller;
let folder: string;
beforeAll(async () => {
  emulated = await startEmulatedNeon({ http: 'off' });
  withPostgres = await startEmulatedNeon();
  neon = emulated.neon;
  folder = await mkdtemp(join(tmpdir(), 'examples-'));
});
afterAll(async () => {
  await emulated?.stop();
  await withPostgres?.stop();
  await rm(folder, { recursive: true });
});

afterEach(async () => {
  for (const { id } of await paginate(neon, operations.listProjects).collect()) {
    const { branches } = await operations.listProjectBranches(neon, { project_id: id });
    for (const branch of branches.filter((one) => one.protected)) {
      const body = { branch: { protected: false } };
      await operations.updateProjectBranch(neon, { project_id: id, branch_id: branch.id, body });
    }
    await operations.deleteProject(neon, { project_id: id });
  }
});

const make = (name: string, client: NeonCaller): Promise<Given> => makeGiven(client, OF_ROOTS.test(name));

describe('every exported function', () => {
  test('is found', () => {
    expect(examples.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ensureProject', 'ensurePreviewBranch', 'takeSnapshot', 'createFileCheckpoint']),
    );
    expect(examples.length).toBeGreaterThan(45);
  });

  test('has an example', () => {
    expect(examples.filter(({ code }) => code === undefined).map(({ name }) => name)).toEqual([]);
  });

  test('is called in its example, which compiles', async () => {
    for (const { name, code } of examples) expect(code).toContain(`${name}(`);
    const pathOf = (name: string): string => fileURLToPath(new URL(`./examples/${name}.ts`, import.meta.url));
    const scope = { imports: IMPORTS, given: Object.keys(await make('', neon)) };
    const wrong = { name: 'wrong', code: 'await ensureProject(neon, { nam: orgId });' };
    // One program, because most of the time goes to the declarations that both import.
    const errors = findTypeErrors({
      [pathOf('module')]: writeModule(examples, scope),
      [pathOf('wrong')]: writeModule([wrong], scope),
    });
    expect(errors).toEqual({ [pathOf('module')]: [], [pathOf('wrong')]: [expect.stringContaining('nam')] });
  });
});

test.each(examples.map((example) => [example.name, example] as const))(
  'the example of %s runs',
  async (name, example) => {
    let requests = 0;
    const { connect: connectTo, fetch } = OF_POSTGRES.test(name) ? withPostgres : emulated;
    const connect = (options: NeonClientOptions = {}): NeonCaller =>
      connectTo({
        ...options,
        clock: hastyClock,
        fetch(input, init) {
          requests += 1;
          return fetch(input, init);
        },
      });
    const given = await make(name, connect());
    requests = 0;
    await compile(example)({
      ...{ ...helpers, ...operations, paginate, createNeonClient: connect },
      ...{
        createFileCheckpoint: (path: string, job: { job: string }) => createFileCheckpoint(join(folder, path), job),
      },
      writeFile: (path: string, text: string) => writeFile(join(folder, path), text),
      ...{ console: { log: () => undefined }, process: { stdout: { write: () => true } } },
      ...given,
    });
    if (!WITHOUT_REQUESTS.test(name)) expect(requests).toBeGreaterThan(0);
  },
);
