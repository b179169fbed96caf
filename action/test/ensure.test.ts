import { updateProjectBranch } from '@neon-api/client/operations';
import { ensureBranch, findBranch } from '@neon-api/helpers';
import { describe, expect, test } from 'vitest';
import { pullRequestEvent, useWorld } from './support/use-world.ts';

const world = useWorld();

const PUSH = { name: 'push', payload: { ref: 'refs/heads/feature/x' } };

test('creates the branch once, and passes its URIs to later steps', async () => {
  const first = await world.run();
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const second = await world.run();
  expect(await world.branchNames()).toEqual(['main', 'preview/42']);
  expect(first.outputs).toEqual({
    'project-id': world.projectId,
    'branch-id': expect.stringMatching(/^br-/),
    'branch-name': 'preview/42',
    'database-url': expect.stringMatching(/^postgresql:\/\/neondb_owner:\S+-pooler/),
    'database-url-unpooled': expect.stringMatching(/^postgresql:\/\/neondb_owner:/),
    host: new URL(first.outputs['database-url-unpooled'] ?? '').hostname,
    created: 'true',
    'expires-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    skipped: 'false',
  });
  expect(second.outputs).toEqual({ ...first.outputs, created: 'false' });
});

test('finds the project by its name', async () => {
  const inputs = { project: world.projectName, 'org-id': world.emulator.orgId };
  const { code, outputs } = await world.run({ with: inputs });
  expect({ code, project: outputs['project-id'] }).toEqual({ code: 0, project: world.projectId });
});

test('takes key and organization from the variables that the emulator’s action sets', async () => {
  const { apiKey, orgId } = world.emulator;
  const { code } = await world.run({
    with: { project: world.projectName, 'api-key': '' },
    env: { NEON_API_KEY: apiKey, NEON_ORG_ID: orgId },
  });
  expect(code).toBe(0);
});

test('without a pull request, the input names the branch, and no comment is written', async () => {
  const { code, outputs, summary } = await world.run({ with: { branch: 'preview/load-test' }, event: PUSH });
  expect({ code, name: outputs['branch-name'] }).toEqual({ code: 0, name: 'preview/load-test' });
  expect(summary).toContain('preview/load-test');
  expect(world.host.requests).toEqual([]);
});

test.each([
  ['the event says so', pullRequestEvent({ state: 'closed' }), 'open'],
  ['it was closed while the run waited', pullRequestEvent(), 'closed'],
] as const)('creates nothing for a closed pull request: %s', async (_, event, state) => {
  world.host.pullRequests.set(42, state);
  const { code, stdout } = await world.run({ event });
  expect(code).toBe(1);
  expect(stdout).toContain('::error::Pull request #42 is closed. Use mode: remove. No branch was created.');
  expect(await world.branchNames()).toEqual(['main']);
});

describe('a parent', () => {
  const nameOfParent = async (): Promise<string | undefined> => {
    const { projectId } = world;
    const branch = await findBranch(world.neon, { projectId, name: 'preview/42' });
    const parent = await findBranch(world.neon, { projectId, id: branch?.parent_id ?? '' });
    return parent?.name;
  };
  const rename = (id: string, name: string) =>
    updateProjectBranch(world.neon, { project_id: world.projectId, branch_id: id, body: { branch: { name } } });

  test('is found by its name or its id', async () => {
    const { value } = await ensureBranch(world.neon, { projectId: world.projectId, name: 'staging' });
    for (const parent of ['staging', value.id]) {
      expect(await world.run({ with: { parent } })).toMatchObject({ code: 0 });
      expect(await nameOfParent()).toBe('staging');
    }
  });

  test('that was renamed: an existing branch is kept with a warning, a new one is refused', async () => {
    const { value } = await ensureBranch(world.neon, { projectId: world.projectId, name: 'staging' });
    const before = await world.run({ with: { parent: 'staging' } });
    await rename(value.id, 'production');

    const kept = await world.run({ with: { parent: 'staging' } });
    expect(kept).toMatchObject({ code: 0, outputs: { 'branch-id': before.outputs['branch-id'], created: 'false' } });
    expect(kept.stdout).toContain(`::warning::Project ${world.projectId} has no branch with the name or id "staging".`);

    const refused = await world.run({ with: { parent: 'staging', branch: 'preview/new' } });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('If the branch was renamed, change the input parent.');
    expect(await world.branchNames()).toEqual(['main', 'preview/42', 'production']);
  });

  test('whose name now belongs to another branch: the branch is kept, and a warning says so', async () => {
    const { value } = await ensureBranch(world.neon, { projectId: world.projectId, name: 'staging' });
    await world.run({ with: { parent: 'staging' } });
    await rename(value.id, 'old staging');
    await ensureBranch(world.neon, { projectId: world.projectId, name: 'staging' });
    const { code, stdout } = await world.run({ with: { parent: 'staging' } });
    expect(code).toBe(0);
    expect(stdout).toContain('::warning::Branch preview/42 differs from the input parent:');
  });
});

test('resets an existing branch', async () => {
  await world.run();
  const { code, stdout } = await world.run({ with: { reset: 'true' } });
  expect(code).toBe(0);
  expect(stdout).toContain('Reset branch preview/42');
  expect(world.host.comments.map(({ body }) => body)).toEqual([expect.stringContaining('reset to its parent')]);
});

test('says in the summary why the schemas were not compared', async () => {
  const { summary } = await world.run();
  expect(summary).toContain('Database branch ready');
  expect(summary).toContain('The schemas were not compared:');
  expect((await world.run({ with: { 'compare-schema': 'false' } })).summary).not.toContain('schemas');
});
