import { createNeonClient, type NeonCaller } from '@neon-api/client';
import { expect, test } from 'vitest';
import { resolveOrg } from './resolve-org.ts';

function reaching(...ids: string[]): NeonCaller {
  const organizations = ids.map((id) => ({ id, name: `name of ${id}` }));
  return createNeonClient({ apiKey: 'key', fetch: async () => Response.json({ organizations }) });
}

test('resolveOrg returns the only organization', async () => {
  expect(await resolveOrg(reaching('org-one-1'))).toMatchObject({ id: 'org-one-1' });
});

test('resolveOrg lists several organizations, and says how to choose', async () => {
  await expect(resolveOrg(reaching('org-one-1', 'org-two-2'))).rejects.toThrow(
    'This API key reaches 2 organizations: org-one-1 (name of org-one-1), org-two-2 (name of org-two-2). Pass { orgId }',
  );
});

test('resolveOrg fails without an organization', async () => {
  await expect(resolveOrg(reaching())).rejects.toThrow('This API key reaches no organization');
});
