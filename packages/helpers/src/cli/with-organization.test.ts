import { createNeonClient } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';
import { withOrganization } from './with-organization.ts';

/** Lists projects with a key that reaches these organizations. Returns what Neon was asked. */
async function list(organizations: readonly string[], flags: Record<string, string> = {}): Promise<string[]> {
  const asked: string[] = [];
  const neon = createNeonClient({
    apiKey: 'key',
    async fetch(input) {
      const { pathname, search } = new URL(String(input));
      asked.push(pathname.replace('/api/v2', '') + search);
      if (pathname.endsWith('/organizations'))
        return Response.json({ organizations: organizations.map((id) => ({ id, name: id.toUpperCase() })) });
      if (search.includes('org_id=Bad'))
        return Response.json({ code: '', message: 'parameter.org_id must match pattern' }, { status: 400 });
      if (search.includes('org_id=')) return Response.json({ projects: [] });
      return Response.json({ code: '', message: 'org_id is required' }, { status: 400 });
    },
  });
  const context = { neon, flags: new Map(Object.entries(flags)), linked: {}, wait: {} } as never;
  await withOrganization(context, (orgId) => listProjects(neon, orgId === undefined ? {} : { org_id: orgId }));
  return asked;
}

test('a command uses the only organization of the key', async () => {
  expect(await list(['org-one-1'])).toEqual(['/projects', '/users/me/organizations', '/projects?org_id=org-one-1']);
});

test('a command uses the organization of --org without asking', async () => {
  expect(await list(['org-one-1', 'org-two-2'], { org: 'org-two-2' })).toEqual(['/projects?org_id=org-two-2']);
});

test('a command never replaces the organization of --org by another one', async () => {
  const error = await list(['org-one-1'], { org: 'Bad' }).catch((thrown: unknown) => thrown);
  expect(describeError(error)).toContain('400 parameter.org_id must match pattern (GET /projects');
});

test('a command lists several organizations, and names its flag', async () => {
  const error = await list(['org-one-1', 'org-two-2']).catch((thrown: unknown) => thrown);
  expect(describeError(error)).toBe(
    'This API key reaches 2 organizations: org-one-1 (ORG-ONE-1), org-two-2 (ORG-TWO-2). Pass --org, or set NEON_ORG_ID.',
  );
});
