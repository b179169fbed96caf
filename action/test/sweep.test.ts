import { updateProjectBranch } from '@neon-api/client/operations';
import { type EnsureBranchOptions, ensureBranch } from '@neon-api/helpers';
import { describe, expect, test } from 'vitest';
import { type RunOptions, useWorld } from './support/use-world.ts';

const world = useWorld();

const SCHEDULE = { name: 'schedule', payload: { schedule: '17 3 * * *' } };

const sweep = (inputs: RunOptions['with'] = {}) => world.run({ with: { mode: 'sweep', ...inputs }, event: SCHEDULE });

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

async function addBranch(name: string, options: Partial<EnsureBranchOptions> = {}): Promise<string> {
  const { projectId } = world;
  const { value } = await ensureBranch(world.neon, {
    ...{ projectId, name, compute: false, expiresAt: inAnHour() },
    ...options,
  });
  return value.id;
}

/** Makes the emulator enforce Neon's rate limits, or not. */
async function setLimits(limits: boolean): Promise<void> {
  const { apiUrl, adminToken } = world.emulator;
  const headers = { Authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  const request = { method: 'PUT', headers, body: JSON.stringify({ limits }) };
  const response = await fetch(new URL('/__emulator/limits', apiUrl), request);
  expect(response.status).toBe(200);
}

test('deletes 100 branches of closed pull requests within rate limits, after a dry run by default', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `preview/${index + 1}`);
  for (const name of names) await addBranch(name);
  for (let number = 1; number <= 100; number += 1) world.host.pullRequests.set(number, 'closed');
  // More open pull requests than fit on a page; the branch of one of them is on the last.
  for (let number = 1_001; number <= 1_120; number += 1) world.host.pullRequests.set(number, 'open');
  await addBranch('preview/1120');

  const dry = await sweep();
  expect(dry).toMatchObject({ code: 0, outputs: { deleted: '0', 'project-id': world.projectId } });
  expect(dry.stdout).toContain('Dry run: 100 of 102 branches would be deleted. Set dry-run to false to delete them.');
  expect(await world.branchNames()).toHaveLength(102);

  await setLimits(true);
  const limit = { status: 429, headers: { 'retry-after': '0' }, nth: 50, times: 3 };
  world.emulator.faults.add({ operationId: 'deleteProjectBranch', kind: 'status', ...limit });
  const done = await sweep({ 'dry-run': 'false' });
  await setLimits(false);
  expect(world.emulator.faults.list()[0]?.struck).toBe(3);
  expect(done).toMatchObject({ code: 0, outputs: { deleted: '100' } });
  expect(done.stdout).toContain('Deleted 100 of 102 branches.');
  expect(await world.branchNames()).toEqual(['main', 'preview/1120']);
  expect(done.summary).toContain('<code>preview/1</code>');
});

describe('keeps', () => {
  test('branches that it may not have created, with the reason in the summary', async () => {
    for (const number of [1, 2, 3, 4, 5]) world.host.pullRequests.set(number, 'closed');
    world.host.pullRequests.set(6, 'open');
    await addBranch('preview/1');
    await addBranch('1');
    await addBranch('preview/6');
    await addBranch('preview/load-test');
    await addBranch('preview/999');
    await addBranch('preview/01');
    const { projectId: project_id } = world;
    const forgotten = await addBranch('preview/2');
    await updateProjectBranch(world.neon, {
      ...{ project_id, branch_id: forgotten, body: { branch: { expires_at: null } } },
    });
    const parentId = await addBranch('preview/3', { expiresAt: undefined });
    await addBranch('staging', { parentId, expiresAt: undefined });
    await addBranch('preview/4', { expiresAt: undefined, protected: true });

    const { code, summary, outputs } = await sweep({ 'dry-run': 'false' });
    expect({ code, deleted: outputs.deleted }).toEqual({ code: 0, deleted: '1' });
    expect(await world.branchNames()).toEqual(
      ['1', 'main', 'preview/01', 'preview/2', 'preview/3', 'preview/4', 'preview/6', 'preview/999'].concat(
        'preview/load-test',
        'staging',
      ),
    );
    const reasons = Object.fromEntries(
      [...summary.matchAll(/^\| <code>(\S+)<\/code> \| .*? \| (\w+) \| (.*) \|$/gm)].map(([, name, what, why]) => [
        name,
        `${what}: ${why}`,
      ]),
    );
    expect(reasons).toMatchObject({
      'preview/1': expect.stringMatching(/^deleted: /),
      'preview/2': 'kept: has no expiry',
      'preview/4': 'kept: is protected',
      'preview/6': 'kept: its key is open',
      'preview/999': 'kept: is listed to keep',
    });
  });

  test('all branches if the code host cannot be asked', async () => {
    world.host.pullRequests.set(1, 'closed');
    await addBranch('preview/1');
    world.host.override = (route) => (route === 'GET /pulls/1' ? { status: 403 } : undefined);
    const { code, stdout } = await sweep({ 'dry-run': 'false' });
    expect(code).toBe(1);
    expect(stdout).toContain(
      '::error::GitHub answered 403 to GET /pulls/1. Give the job the permission "pull-requests: read".',
    );
    expect(await world.branchNames()).toEqual(['main', 'preview/1']);
  });
});

test('fails if a branch was not deleted, and deletes the others', async () => {
  for (const number of [1, 2]) {
    world.host.pullRequests.set(number, 'closed');
    await addBranch(`preview/${number}`);
  }
  world.emulator.faults.add({ operationId: 'deleteProjectBranch', kind: 'status', status: 403 });
  const { code, stdout, outputs } = await sweep({ 'dry-run': 'false' });
  expect({ code, deleted: outputs.deleted }).toEqual({ code: 1, deleted: '1' });
  expect(stdout).toContain('::error::1 branches were not deleted. See the log.');
});
