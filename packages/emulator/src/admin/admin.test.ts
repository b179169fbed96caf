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

test.each(['/state', '/faults', '/requests', '/clock', '/limits', '/events', '/nowhere'])(
  '%s does not accept an API key',
  async (path) => {
    const { apiKey } = get().emulator;
    expect(await admin('GET', path, undefined, apiKey)).toMatchObject({ status: 401, body: { code: '' } });
    expect((await admin('GET', path, undefined, 'wrong')).status).toBe(401);
  },
);

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

test.each([
  [{ limits: 'all' }, /body\.limits must be true, false, or an object of limits/],
  [{ limits: { plan: 'gold' } }, /plan must be one of free, launch, scale/],
])('PUT /limits %j returns 400', async (body, message) => {
  const answer = await admin('PUT', '/limits', body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
  expect((await admin('GET', '/limits')).body).toEqual({ limits: false });
});

test('limits apply as soon as they are set', async () => {
  const { api } = get();
  await admin('PUT', '/limits', { limits: { accountPerMinute: 1 } });
  expect([(await api.get('/regions')).status, (await api.get('/regions')).status]).toEqual([200, 429]);
  await admin('PUT', '/limits', { limits: false });
  expect((await api.get('/regions')).status).toBe(200);
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
