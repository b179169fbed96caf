import { createApiKey, revokeApiKey } from '@neon-api/client/operations';
import { describe, expect, test } from 'vitest';
import { useWorld } from './support/use-world.ts';

const world = useWorld();

test.each([
  [{ mode: 'delete' }, 'Input mode must be ensure, remove or sweep, not "delete".'],
  [{ project: '' }, 'Missing input project.'],
  [{ expiry: 'a week' }, 'Input expiry must be a duration such as 90m, 12h, 7d or 2w, not "a week".'],
  [{ expiry: '40d' }, 'Input expiry must be from 1m to 30d, not 40d.'],
  [{ reset: 'yes' }, 'Input reset must be true or false, not "yes".'],
  [{ 'dry-run': 'no' }, 'Input dry-run must be true or false, not "no".'],
  [{ comment: '0' }, 'Input comment must be true or false, not "0".'],
  [{ 'compare-schema': '1' }, 'Input compare-schema must be true or false, not "1".'],
  [
    { branch: 'main' },
    'Input branch must start with "preview/", not "main". To use other names, set the input prefix.',
  ],
  [{ branch: 'preview/' }, 'Input branch must start with "preview/"'],
  [{ 'api-key': '' }, 'Missing input api-key.'],
  [{ project: 'nowhere' }, 'Set the input org-id, or pass the id of the project.'],
  [{ project: 'nowhere', 'org-id': 'org-local-developer-00000001' }, 'No project with the id or name "nowhere"'],
  [{ database: 'absent' }, 'absent'],
  [{ role: 'absent' }, 'absent'],
])('names the invalid input in %j', async (inputs, message) => {
  const { code, stdout } = await world.run({ with: inputs });
  expect(code).toBe(1);
  expect(stdout).toContain(`::error::`);
  expect(stdout).toContain(message);
  expect(await world.branchNames()).toEqual(['main']);
});

describe('an API key', () => {
  test('that was revoked is named', async () => {
    const { id, key } = await createApiKey(world.neon, { body: { key_name: 'ci' } });
    expect(await world.run({ with: { 'api-key': key } })).toMatchObject({ code: 0 });
    await revokeApiKey(world.neon, { key_id: id });
    const { code, stdout } = await world.run({ with: { 'api-key': key } });
    expect(code).toBe(1);
    expect(stdout).toContain('The API key is wrong, expired or revoked.');
  });
});

test('outside GitHub Actions, the message names the missing variable', async () => {
  const { code, stdout } = await world.run({ env: { GITHUB_REPOSITORY: '' } });
  expect(code).toBe(1);
  expect(stdout).toContain('::error::GITHUB_REPOSITORY is not set. Run this action in GitHub Actions.');
});
