import { describe, expect, test } from 'vitest';
import { pullRequestEvent, useWorld } from './support/use-world.ts';

const world = useWorld();

test('prints passwords only in commands that mask them, before everything else', async () => {
  const { stdout, summary, outputs } = await world.run();
  const lines = stdout.trimEnd().split('\n');
  const secrets = [outputs['database-url'], outputs['database-url-unpooled'], world.emulator.apiKey];
  const [, password = ''] = /:\/\/[^:]+:([^@]+)@/.exec(outputs['database-url'] ?? '') ?? [];
  const firstText = lines.findIndex((line) => !line.startsWith('::add-mask::'));
  const masks = lines.slice(0, firstText).map((line) => line.replace('::add-mask::', '').replaceAll('%25', '%'));
  for (const secret of [...secrets, password]) expect(masks).toContain(secret);
  const shown = [...lines.slice(firstText), summary, ...world.host.comments.map(({ body }) => body)].join('\n');
  expect(shown).not.toContain(password);
  expect(shown).not.toContain(world.emulator.apiKey);
  expect(shown).toContain('preview/42');
});

test('a secret in an error is masked', async () => {
  const project = 'postgresql://me:npg_secret@host/db';
  const { code, stdout } = await world.run({ with: { project, 'org-id': world.emulator.orgId } });
  expect(code).toBe(1);
  expect(stdout).toContain('No project with the id or name');
  expect(stdout).not.toContain('npg_secret');
});

describe('code from a fork', () => {
  const FORK = 'stranger/shop';

  test.each([
    ['a fork', FORK],
    ['a deleted fork', null],
  ])('on pull_request, %s gets no branch: the run succeeds and uses no key', async (_, head) => {
    for (const inputs of [{}, { 'api-key': '' }, { mode: 'remove' }]) {
      const { code, stdout, outputs } = await world.run({ with: inputs, event: pullRequestEvent({ head }) });
      expect({ code, outputs }).toEqual({ code: 0, outputs: { skipped: 'true' } });
      expect(stdout).toMatch(/^::notice::The code is from .+ Nothing was done, and no key was used\.\n$/);
    }
    expect(world.host.requests).toEqual([]);
    expect(await world.branchNames()).toEqual(['main']);
  });

  test.each([
    ['pull_request_target', pullRequestEvent({ name: 'pull_request_target', head: FORK })],
    ['workflow_run', { name: 'workflow_run', payload: { workflow_run: { head_repository: { full_name: FORK } } } }],
  ])('on %s, the run fails', async (name, event) => {
    const { code, stdout, outputs } = await world.run({ with: { branch: 'preview/42' }, event });
    expect({ code, outputs }).toEqual({ code: 1, outputs: {} });
    expect(stdout).toBe(
      `::error::The event ${name} gives secrets to the code of the fork ${FORK}. No key was used. ` +
        'Run this action on pull_request, or only for branches of this repository.\n',
    );
    expect(await world.branchNames()).toEqual(['main']);
  });

  test('on pull_request_target, code of this repository gets a branch', async () => {
    expect(await world.run({ event: pullRequestEvent({ name: 'pull_request_target' }) })).toMatchObject({ code: 0 });
  });
});
