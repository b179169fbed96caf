import { describe, expect, it } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type NeonClient } from '../client/index.ts';
import { type TypedMethods, typedMethods } from './index.ts';

const apiOf = (answer: Parameters<typeof stubFetch>[0]): ReturnType<typeof stubFetch> & { api: TypedMethods } => {
  const stub = stubFetch(answer);
  return { ...stub, api: typedMethods(createNeonClient({ apiKey: 'test-key', fetch: stub.fetch, retry: false })) };
};

describe('typed methods', () => {
  it('send path, query, headers and body through the transport', async () => {
    const { api, sent } = apiOf(() => Response.json({ branch: { id: 'br-1' } }, { status: 201 }));
    const { data, error, response } = await api.POST('/projects/{project_id}/branches', {
      params: { path: { project_id: 'p-1' } },
      body: { branch: { name: 'dev' } },
      headers: { authorization: 'Bearer other' },
    });
    expect([data?.branch.id, error, response.status]).toEqual(['br-1', undefined, 201]);
    expect(sent[0]).toMatchObject({ method: 'POST', init: { redirect: 'manual' } });
    expect(sent[0]?.url).toBe('https://console.neon.tech/api/v2/projects/p-1/branches');
    expect(new TextDecoder().decode(sent[0]?.body as ArrayBuffer)).toBe('{"branch":{"name":"dev"}}');
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer test-key');
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });

  it('serialise dates and refuse what has no form in a query', async () => {
    const { api, sent } = apiOf(() => Response.json({ projects: [] }));
    await api.GET('/projects', { params: { query: { cursor: new Date(0) as unknown as string, limit: 5 } } });
    expect(sent[0]?.url).toContain('/projects?cursor=1970-01-01T00%3A00%3A00.000Z&limit=5');
    const query = { cursor: { deep: 1 } as unknown as string };
    await expect(api.GET('/projects', { params: { query } })).rejects.toThrow(
      'GET /projects: parameter cursor must be',
    );
  });

  it('refuse a missing path parameter before anything is sent', async () => {
    const { api, sent } = apiOf(() => Response.json({}));
    await expect(api.GET('/projects/{project_id}', {} as never)).rejects.toThrow(
      'GET /projects/{project_id}: parameter project_id is missing',
    );
    expect(sent).toHaveLength(0);
  });

  it.each([
    ['Neon’s own', () => Response.json({ code: 'C', message: 'm' }, { status: 404 }), { code: 'C', message: 'm' }],
    [
      'an empty',
      () => new Response(null, { status: 502, statusText: 'Bad Gateway' }),
      { code: '', message: 'Bad Gateway' },
    ],
    ['an HTML', () => new Response('<b>oops</b>', { status: 500 }), { code: '', message: 'oops' }],
  ])('give %s error body as a value that is always an object', async (_, answer, expected) => {
    const { data, error, response } = await apiOf(answer).api.GET('/regions');
    expect(data).toBeUndefined();
    expect(error).toEqual(expected);
    expect(response.ok).toBe(false);
  });

  it('throw for a success that is no JSON, and stream when asked to', async () => {
    const { api } = apiOf(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
    await expect(api.GET('/regions')).rejects.toMatchObject({ name: 'NeonApiError', status: 200, route: '/regions' });
    expect((await api.GET('/regions', { parseAs: 'text' })).data).toBe('<html>');
  });

  it('never take the key to another host', async () => {
    const { api, sent } = apiOf(() => Response.json({}));
    await expect(api.GET('/regions', { baseUrl: 'https://example.com' })).rejects.toThrow('leads outside baseUrl');
    expect(sent).toHaveLength(0);
  });

  it('abort with the reason of the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(apiOf(() => Response.json({})).api.GET('/regions', { signal })).rejects.toThrow('enough');
  });

  it('refuse what is no client of ours', () => {
    expect(() => typedMethods({} as NeonClient)).toThrow('takes a client that createNeonClient made');
  });
});
