import type { LoggedRequest } from '@neon-api/emulator';
import { expect, test } from 'vitest';
import { copyAsCurl, copyAsTypeScript } from './copy-as.ts';

const request: LoggedRequest = {
  number: 1,
  requestId: 'r',
  receivedAt: '2026-11-29T14:00:00.000Z',
  method: 'POST',
  path: '/api/v2/projects/cold-sun-1/branches?dry=true&limit=5',
  route: '/projects/{project_id}/branches',
  operationId: 'createProjectBranch',
  headers: { host: '127.0.0.1', authorization: '[redacted]', 'content-type': 'application/json', 'x-trace': "a'b" },
  body: { branch: { name: "Anna's", protected: true }, endpoints: [{ type: 'read_write' }] },
};

test('a request becomes a curl command without its key', () => {
  expect(copyAsCurl(request, 'http://127.0.0.1:8788')).toBe(
    [
      "curl -X POST 'http://127.0.0.1:8788/api/v2/projects/cold-sun-1/branches?dry=true&limit=5' \\",
      '  -H "Authorization: Bearer $NEON_API_KEY" \\',
      `  -H 'x-trace: a'\\''b' \\`,
      "  -H 'Content-Type: application/json' \\",
      `  --data '{"branch":{"name":"Anna'\\''s","protected":true},"endpoints":[{"type":"read_write"}]}'`,
    ].join('\n'),
  );
});

test('a request becomes a call of the client', () => {
  expect(copyAsTypeScript(request)).toBe(`import { createNeonClient } from '@neon-api/client';
import { createProjectBranch } from '@neon-api/client/operations';

const neon = createNeonClient(); // reads NEON_API_KEY and NEON_API_BASE_URL
const result = await createProjectBranch(neon, {
  project_id: 'cold-sun-1',
  dry: true,
  limit: 5,
  body: {
    branch: {
      name: 'Anna\\'s',
      protected: true,
    },
    endpoints: [{
      type: 'read_write',
    }],
  },
});
`);
});

test('a call without parameters has none', () => {
  const { body: _, ...rest } = request;
  const listed = { ...rest, operationId: 'listRegions', route: '/regions', path: '/api/v2/regions' };
  expect(copyAsTypeScript(listed)).toContain('await listRegions(neon);');
});

test('a request to an unknown path cannot become a call of the client', () => {
  const { operationId: _, ...unknown } = request;
  expect(copyAsTypeScript(unknown)).toBeUndefined();
});
