import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { form, multipart } from '../client/index.ts';
import { createProject } from '../generated/operations.ts';
import { waitForOperations } from '../waiting/index.ts';
import { createNeonClient, type NeonClient } from './index.ts';

const BASE = 'https://console.neon.tech/api/v2';
const clientOf = (answer: Parameters<typeof stubFetch>[0]): ReturnType<typeof stubFetch> & { neon: NeonClient } => {
  const stub = stubFetch(answer);
  return { ...stub, neon: createNeonClient({ apiKey: 'test-key', fetch: stub.fetch, retry: false }) };
};
const params = { path: { project_id: 'p-1' } };

describe('typed methods', () => {
  test('send path, query, headers and body through the transport', async () => {
    const { neon, sent } = clientOf(() => Response.json({ branch: { id: 'br-1' } }, { status: 201 }));
    const { data, error, response } = await neon.POST('/projects/{project_id}/branches', {
      params,
      body: { branch: { name: 'dev' } },
      headers: { authorization: 'Bearer other', 'x-request-id': 'r-1' },
    });
    expect([data?.branch.id, error, response.status]).toEqual(['br-1', undefined, 201]);
    expect(sent[0]).toMatchObject({ method: 'POST', init: { redirect: 'manual' }, body: '{"branch":{"name":"dev"}}' });
    expect(sent[0]?.url).toBe(`${BASE}/projects/p-1/branches`);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer test-key');
    expect(sent[0]?.headers.get('x-request-id')).toBe('r-1');
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });

  test('serialize dates, leave out undefined, and refuse objects in a query', async () => {
    const { neon, sent } = clientOf(() => Response.json({ projects: [] }));
    const query = { cursor: new Date(0) as unknown as string, limit: 5, search: undefined };
    await neon.GET('/projects', { params: { query } });
    expect(sent[0]?.url).toBe(`${BASE}/projects?cursor=1970-01-01T00%3A00%3A00.000Z&limit=5`);
    const deep = { cursor: { deep: 1 } as unknown as string };
    await expect(neon.GET('/projects', { params: { query: deep } })).rejects.toThrow(
      'GET /projects: parameter cursor must be',
    );
  });

  test('use the client’s bodyEncoding, and send files with multipart', async () => {
    const { fetch, sent } = stubFetch(() => Response.json({}));
    const neon = createNeonClient({ apiKey: 'test-key', fetch, bodyEncoding: form });
    await neon.POST('/projects', { body: { project: { name: 'a b' } } });
    expect(String(sent[0]?.body)).toBe('project%5Bname%5D=a+b');
    expect(sent[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    const path = { project_id: 'p-1', branch_id: 'br-1', slug: 'hello' };
    const body = { zip: new Blob(['zip']), runtime: 'nodejs24' as const };
    await neon.POST('/projects/{project_id}/branches/{branch_id}/functions/{slug}/deployments', {
      params: { path },
      body,
      bodyEncoding: multipart,
    });
    expect(sent[1]?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/);
    expect(new TextDecoder().decode(sent[1]?.body as ArrayBuffer)).toContain('name="zip"');
  });

  test.each([
    ['a missing path parameter', ['/projects/{project_id}', {}], 'parameter project_id is missing'],
    ['an unknown path parameter', ['/projects', { params: { path: { x: 1 } } }], 'unknown parameter "x"'],
    ['parameters in an unknown place', ['/projects', { params: { header: {} } }], 'unknown parameter "header"'],
    ['another base URL', ['/projects', { baseUrl: 'https://example.com' }], 'unknown option "baseUrl"'],
    ['an unknown parseAs', ['/projects', { parseAs: 'xml' }], 'unknown parseAs "xml"; known: json, text'],
    ['a header with a line break', ['/projects', { headers: { 'x-a': 'b\nc' } }], 'invalid header'],
    ['a path with ..', ['/projects/../..'], 'pass a path such as'],
    ['a path with an encoded ..', ['/projects/%2e%2e'], 'pass a path such as'],
    ['a path to another host', ['@example.com/projects'], 'pass a path such as'],
    ['a path with a query', ['/projects?limit=1'], 'pass a path such as'],
  ] as const)('refuse %s before anything is sent', async (_, [path, options = {}], message) => {
    const { neon, sent } = clientOf(() => Response.json({}));
    const call = neon.GET(path as '/projects', options as object);
    await expect(call).rejects.toMatchObject({ name: 'NeonUsageError', message: expect.stringContaining(message) });
    expect(sent).toHaveLength(0);
  });

  test.each([
    ['Neon’s own', () => Response.json({ code: 'C', message: 'm' }, { status: 404 }), { code: 'C', message: 'm' }],
    [
      'an empty',
      () => new Response(null, { status: 502, statusText: 'Bad Gateway' }),
      { code: '', message: 'Bad Gateway' },
    ],
    ['an HTML', () => new Response('<b>oops</b>', { status: 500 }), { code: '', message: 'oops' }],
  ])('return %s error body as a value that is always an object', async (_, answer, expected) => {
    const { data, error, response } = await clientOf(answer).neon.GET('/regions');
    expect(data).toBeUndefined();
    expect(error).toEqual(expected);
    expect(response.ok).toBe(false);
  });

  test('throw for an empty success if the API document has a body, so that data or error is defined', async () => {
    const empty = { name: 'NeonApiError', status: 200, message: expect.stringContaining('the body is empty') };
    const { neon } = clientOf(() => new Response('', { headers: { 'content-length': '0' } }));
    await expect(neon.GET('/projects')).rejects.toMatchObject(empty);
    await expect(neon.POST('/projects', { body: { project: {} } })).rejects.toMatchObject(empty);
    await expect(neon.PATCH('/projects/{project_id}', { params, body: { project: {} } })).rejects.toMatchObject(empty);
    await expect(neon.DELETE('/projects/{project_id}', { params })).rejects.toMatchObject(empty);
    const nothing = clientOf(() => new Response(null, { status: 204 })).neon;
    await expect(nothing.GET('/projects')).rejects.toMatchObject({ ...empty, status: 204 });
  });

  test('return undefined if the API document has no body', async () => {
    const domain = { domain: 'https://example.com', auth_provider: 'mock' } as const;
    const { neon } = clientOf(() => new Response('', { status: 201 }));
    const added = await neon.POST('/projects/{project_id}/auth/domains', { params, body: domain });
    expect([added.data, added.error, added.response.status]).toEqual([undefined, undefined, 201]);
    const gone = clientOf(() => new Response(null, { status: 204 })).neon;
    const path = { project_id: 'p-1', branch_id: 'br-1' };
    const deleted = await gone.DELETE('/projects/{project_id}/branches/{branch_id}', { params: { path } });
    expect([deleted.data, deleted.error, deleted.response.status]).toEqual([undefined, undefined, 204]);
  });

  test('throw for a success that is not JSON, but return it as text with parseAs', async () => {
    const { neon } = clientOf(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
    await expect(neon.GET('/regions')).rejects.toMatchObject({ name: 'NeonApiError', status: 200, route: '/regions' });
    expect((await neon.GET('/regions', { parseAs: 'text' })).data).toBe('<html>');
  });

  test('stream a binary body, and read it completely with parseAs', async () => {
    const { neon } = clientOf(() => new Response(new Uint8Array([1, 2]), { headers: { 'content-length': '2' } }));
    const object = '/projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}/objects/{object_key}/download';
    const path = { project_id: 'p-1', branch_id: 'br-1', bucket_name: 'b', object_key: 'o' };
    const { data } = await neon.GET(object, { params: { path } });
    expect(new Uint8Array(await new Response(data).arrayBuffer())).toEqual(new Uint8Array([1, 2]));
    const whole = await neon.GET(object, { params: { path }, parseAs: 'arrayBuffer' });
    expect(whole.data?.byteLength).toBe(2);
    expect(await (await neon.GET(object, { params: { path }, parseAs: 'blob' })).data?.text()).toBe('\u0001\u0002');
  });

  test('accept the options of every call', async () => {
    let asked = 0;
    const { neon } = clientOf(() =>
      Response.json({}, { status: asked++ === 0 ? 503 : 200, headers: { 'retry-after': '0' } }),
    );
    const { response } = await neon.GET('/regions', { retry: { maxAttempts: 2 }, timeoutMs: 5_000 });
    expect([response.status, asked]).toEqual([200, 2]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(neon.GET('/regions', { signal })).rejects.toThrow('enough');
  });
});

describe('a client', () => {
  const operation = { id: 'op-1', project_id: 'p-1', action: 'create_branch', status: 'finished' };

  test('supports both styles, and waits accept the result of either', async () => {
    const { neon } = clientOf(() =>
      Response.json({ project: { id: 'p-1' }, operations: [operation] }, { status: 201 }),
    );
    const body = { project: { name: 'shop' } };
    const { data } = await neon.POST('/projects', { body });
    expect(await waitForOperations(neon, data)).toEqual([operation]);
    expect(await waitForOperations(neon, await createProject(neon, { body }))).toEqual([operation]);
  });

  test('refuses to wait for the whole result of a typed method instead of its data', async () => {
    const { neon } = clientOf(() => Response.json({ operations: [operation] }, { status: 201 }));
    const result = await neon.POST('/projects', { body: { project: {} } });
    await expect(waitForOperations(neon, result)).rejects.toThrow('the result of a typed method');
  });
});
