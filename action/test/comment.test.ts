import { provisionProject } from '@neon-api/helpers';
import { expect, test } from 'vitest';
import { pullRequestEvent, useWorld } from './support/use-world.ts';

const world = useWorld();

const bodies = (): string[] => world.host.comments.map(({ body }) => body);

test('updates one comment, also if it is not on the first page', async () => {
  for (let count = 1; count <= 130; count += 1) world.host.addComment(42, `comment ${count}`);
  await world.run();
  expect(bodies()).toHaveLength(131);
  expect(bodies()[130]).toContain('Database branch ready');
  await world.run();
  expect(bodies()).toHaveLength(131);
  expect(bodies()[130]).toContain('Database branch up to date');
  expect(bodies()[130]).toContain('preview/42');
  expect(world.host.requests).toContain('GET /issues/42/comments?page=2');
});

test('a comment by a stranger is not taken for ours, though it has our mark', async () => {
  await world.run();
  const [ours] = world.host.comments.splice(0);
  world.host.addComment(42, ours?.body ?? '', { user: { type: 'User' }, author_association: 'NONE' });
  await world.run();
  expect(bodies()).toHaveLength(2);
  expect(bodies()[0]).toBe(ours?.body);
});

test('a pull request with two projects has a comment for each', async () => {
  await world.run();
  const { project } = await provisionProject(world.neon, { name: 'other' });
  await world.run({ with: { project: project.id } });
  expect(bodies()).toHaveLength(2);
});

test('with comment: false, there is none', async () => {
  expect(await world.run({ with: { comment: 'false' } })).toMatchObject({ code: 0 });
  expect(bodies()).toEqual([]);
});

test.each([
  [403, ' Give the job the permission "pull-requests: write".'],
  [500, ''],
])('if the code host answers %i to the comment, the run succeeds with a warning', async (status, advice) => {
  world.host.override = (route) => (route === 'POST /issues/42/comments' ? { status } : undefined);
  const { code, stdout, outputs } = await world.run();
  expect({ code, created: outputs.created }).toEqual({ code: 0, created: 'true' });
  expect(stdout).toContain(
    `::warning::The comment on #42 was not written: GitHub answered ${status} to POST /issues/42/comments.${advice}\n`,
  );
});

test('waits when the code host limits the rate', async () => {
  let limited = 0;
  world.host.override = () => {
    limited += 1;
    return limited <= 2 ? { status: 403, headers: { 'retry-after': '0' } } : undefined;
  };
  const { code, stdout } = await world.run();
  expect(code).toBe(0);
  expect(stdout).not.toContain('::warning::');
  expect(bodies()).toHaveLength(1);
});

test('when the branch is removed, the comment says so', async () => {
  await world.run();
  const removed = await world.run({ with: { mode: 'remove' }, event: pullRequestEvent({ state: 'closed' }) });
  expect(removed).toMatchObject({ code: 0, outputs: { deleted: '1', 'branch-name': 'preview/42' } });
  expect(await world.branchNames()).toEqual(['main']);
  expect(bodies()).toEqual([expect.stringContaining('Database branch deleted')]);

  const again = await world.run({ with: { mode: 'remove' }, event: pullRequestEvent({ state: 'closed' }) });
  expect(again).toMatchObject({ code: 0, outputs: { deleted: '0', 'branch-id': '' } });
  expect(again.stdout).toContain('Branch preview/42 does not exist.');
});

test('removing a branch that has no comment writes none', async () => {
  await world.run({ with: { comment: 'false' } });
  await world.run({ with: { mode: 'remove' }, event: pullRequestEvent({ state: 'closed' }) });
  expect(bodies()).toEqual([]);
});
