import { expect, test } from 'vitest';
import { useEmulator } from '../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual', seed: { projects: [{ project: { name: 'seeded' } }] } });

interface AdminAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

async function admin(method: string, path: string, body?: unknown, token?: string): Promise<AdminAnswer> {
  const { apiUrl, adminToken } = get().emulator;
  const response = await fetch(new URL(`/__emulator${path}`, apiUrl), {
    method,
    headers: { Authorization: `Bearer ${token ?? adminToken}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}

test.each(['/state', '/faults', '/requests', '/clock', '/nowhere'])('%s does not accept an API key', async (path) => {
  const { apiKey } = get().emulator;
  expect(await admin('GET', path, undefined, apiKey)).toMatchObject({ status: 401, body: { code: '' } });
  expect((await admin('GET', path, undefined, 'wrong')).status).toBe(401);
});

test('the admin token is not an API key', async () => {
  const { apiUrl, adminToken } = get().emulator;
  const response = await fetch(`${apiUrl}/projects`, { headers: { Authorization: `Bearer ${adminToken}` } });
  expect(response.status).toBe(401);
});

test('faults can be added, listed and removed as JSON', async () => {
  const { api } = get();
  const added = await admin('POST', '/faults', { operationId: 'listProjects', kind: 'status', status: 503, times: 9 });
  expect(added).toMatchObject({ status: 201, body: { id: 'fault-1', kind: 'status', struck: 0 } });
  expect((await api.get('/projects')).status).toBe(503);
  expect((await admin('GET', '/faults')).body).toMatchObject({ faults: [{ id: 'fault-1', seen: 1, struck: 1 }] });
  expect((await admin('DELETE', '/faults/fault-1')).status).toBe(204);
  expect((await admin('DELETE', '/faults/fault-1')).status).toBe(404);
  expect((await api.get('/projects')).status).toBe(200);
});

test.each([
  ['/faults', { any: true, kind: 'explode' }, /kind must be one of/],
  ['/clock', { advance_ms: 'soon' }, /advance_ms must be a number/],
  ['/clock', { advance_ms: -1 }, /ms must be a non-negative number/],
])('POST %s %j returns 400', async (path, body, message) => {
  const answer = await admin('POST', path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toMatch(message);
});

test('listed requests contain no secrets', async () => {
  const { api, emulator } = get();
  await admin('DELETE', '/requests');
  const project = { name: 'p', password: 'secret-b', org_id: emulator.orgId };
  await api.post('/projects?token=secret-a&limit=1', { project });
  await api.get('/nowhere');
  const { body, text } = await admin('GET', '/requests');
  expect(body).toMatchObject({
    requests: [
      {
        method: 'POST',
        path: '/api/v2/projects?token=%5Bredacted%5D&limit=1',
        operationId: 'createProject',
        headers: { authorization: '[redacted]' },
        body: { project: { name: 'p', password: '[redacted]', org_id: emulator.orgId } },
        status: 201,
      },
      { path: '/api/v2/nowhere', status: 404 },
    ],
  });
  expect(text).not.toMatch(/secret-|neon_local_/);
});

test('the state contains no secrets', async () => {
  const { text, body } = await admin('GET', '/state');
  expect(Object.values(body.projects as object)).toMatchObject([{ project: { name: 'seeded' } }]);
  expect(text).not.toMatch(/npg_/);
});

test('reset returns to the seed', async () => {
  const { api, emulator, createProject } = get();
  await createProject();
  emulator.faults.add({ any: true, kind: 'html', times: 100 });
  expect((await admin('POST', '/reset')).status).toBe(204);
  const { body } = await api.get<{ projects: { name: string }[] }>('/projects');
  expect(body.projects.map(({ name }) => name)).toEqual(['seeded']);
  await createProject();
});

test('the clock can be read and advanced', async () => {
  const before = await admin('GET', '/clock');
  expect(before.body).toEqual({ kind: 'virtual', now: expect.any(String) });
  const after = await admin('POST', '/clock', { advance_ms: 60_000 });
  expect(Date.parse(String(after.body.now)) - Date.parse(String(before.body.now))).toBe(60_000);
});
