import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNeonClient, type NeonClient } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { ensureBranch, provisionProject } from '@neon-api/helpers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type FakeGitHub, startFakeGitHub } from './fake-github.ts';

const WORKFLOW = fileURLToPath(new URL('../.github/workflows/preview-branch.yml', import.meta.url));
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Workflow {
  readonly env: Record<string, string>;
  readonly jobs: Record<
    string,
    { readonly if: string; readonly steps: { run?: string; env?: Record<string, string> }[] }
  >;
}

interface Event {
  readonly number?: number;
  readonly label?: string;
}

let emulator: Emulator;
let neon: NeonClient;
let github: FakeGitHub;
let folder: string;
let projectId: string;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, postgresPort: 0, postgres: 'off', speed: 'instant', log: () => undefined });
  neon = createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId });
  github = await startFakeGitHub();
  folder = await mkdtemp(join(tmpdir(), 'preview-branches-'));
});
afterAll(async () => {
  await emulator?.stop();
  await github?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  projectId = (await provisionProject(neon)).project.id;
  github.comments.length = 0;
  await writeFile(join(folder, 'env'), '');
});

/** Runs the commands of a workflow job, with the variables that the workflow sets. */
async function runJob(name: string, event: Event): Promise<{ code: number; output: string }> {
  const workflow = parse(await readFile(WORKFLOW, 'utf8')) as Workflow;
  const step = workflow.jobs[name]?.steps.find(({ run }) => run?.startsWith('node scripts/preview/main.ts'));
  const [, , command = ''] = step?.run?.split(' ') ?? [];
  const values: Record<string, string> = {
    'secrets.NEON_API_KEY': emulator.apiKey,
    'vars.NEON_PROJECT_ID': projectId,
    'github.token': 'github-token',
    'github.event.number': String(event.number ?? ''),
    "github.event.label.name == 'reset-database'": String(event.label === 'reset-database'),
  };
  const fill = (text: string): string =>
    text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`The test has no value for ${expression}.`);
      return value;
    });
  const given = Object.entries({ ...workflow.env, ...step?.env }).map(([key, text]) => [key, fill(text)]);
  const env = {
    PATH: process.env.PATH ?? '',
    ...{ GITHUB_REPOSITORY: 'me/shop', GITHUB_API_URL: github.url, GITHUB_ENV: join(folder, 'env') },
    NEON_API_BASE_URL: emulator.apiUrl,
    ...Object.fromEntries(given),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, command], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });
}

const branchNames = async (): Promise<string[]> =>
  (await listProjectBranches(neon, { project_id: projectId })).branches.map(({ name }) => name).sort();

test('creates a branch, passes its URIs to later steps, and writes one comment without a password', async () => {
  for (const event of [{ number: 42 }, { number: 42, label: 'reset-database' }]) {
    expect(await runJob('ensure', event)).toMatchObject({ code: 0 });
  }
  expect(await branchNames()).toEqual(['main', 'preview/42']);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain('reset');
  const [pooled, direct] = (await readFile(join(folder, 'env'), 'utf8')).split('\n');
  expect(pooled).toMatch(/^DATABASE_URL=postgresql:\/\/neondb_owner:/);
  expect(direct).toMatch(/^DATABASE_URL_UNPOOLED=postgresql:/);
  const { password } = new URL((direct ?? '').slice('DATABASE_URL_UNPOOLED='.length));
  expect(password).not.toBe('');
  expect(github.comments[0]?.body).not.toContain(password);
});

test('prints passwords only in mask commands', async () => {
  const { output } = await runJob('ensure', { number: 7 });
  const lines = output.split('\n').filter((line) => line.includes('npg_'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.every((line) => line.startsWith('::add-mask::'))).toBe(true);
});

test('removes the branch when the pull request closes, and succeeds if there is none', async () => {
  await runJob('ensure', { number: 42 });
  expect((await runJob('remove', { number: 42 })).output).toContain('deleted');
  expect(await branchNames()).toEqual(['main']);
  expect(await runJob('remove', { number: 42 })).toMatchObject({ code: 0, output: '#42 has no branch.\n' });
});

test('the sweep deletes only branches without an open pull request', async () => {
  for (const name of ['preview/1', 'preview/2', 'staging']) {
    await ensureBranch(neon, { projectId, name, compute: false });
  }
  github.open = [2];
  expect(await runJob('sweep', {})).toMatchObject({ code: 0 });
  expect(await branchNames()).toEqual(['main', 'preview/2', 'staging']);
});

test('names a missing variable', async () => {
  expect(await runJob('ensure', {})).toEqual({ code: 1, output: 'preview: PULL_REQUEST must be a number, not "".\n' });
});

test('does not run for pull requests from forks', async () => {
  const { jobs } = parse(await readFile(WORKFLOW, 'utf8')) as Workflow;
  for (const name of ['ensure', 'remove']) {
    expect(jobs[name]?.if).toContain('head.repo.full_name == github.repository');
  }
});
