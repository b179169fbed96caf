import { createVirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { hangingFetch, stubFetch } from '../../test/stub-fetch.ts';
import { binary } from '../transport/index.ts';
import { createNeonClient, multipart, type NeonCaller, type OperationDescriptor } from './index.ts';

const GET_BRANCH: OperationDescriptor = {
  id: 'getBranch',
  method: 'GET',
  path: '/projects/{project_id}/branches/{branch_id}/{key}',
  query: ['since', 'tags', 'deep'],
};
const CREATE: OperationDescriptor = { id: 'createProject', method: 'POST', path: '/projects' };
const IDS = { project_id: 'p-1', branch_id: 'br-1', key: 'a/b' };

function clientOf(answer: Parameters<typeof stubFetch>[0]): {
  neon: NeonCaller;
  sent: ReturnType<typeof stubFetch>['sent'];
} {
  const { fetch, sent } = stubFetch(answer);
  return { neon: createNeonClient({ apiKey: 'test-key', fetch }), sent };
}

describe('call', () => {
  test('puts flat parameters into path, query and JSON body, and the key into a header', async () => {
    const { neon, sent } = clientOf(() => Response.json({ ok: true }));
    const params = {
      project_id: 'p-1',
      branch_id: 7,
      key: 'a/b c',
      since: new Date(0),
      tags: ['x', 'y z'],
      deep: false,
    };
    expect(await neon.call(GET_BRANCH, params, { headers: { 'X-Request-ID': 'mine' } })).toEqual({ ok: true });
    await neon.call(CREATE, { body: { project: { name: 'n' } } });
    const query = 'since=1970-01-01T00%3A00%3A00.000Z&tags=x&tags=y+z&deep=false';
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: `https://console.neon.tech/api/v2/projects/p-1/branches/7/a%2Fb%20c?${query}`,
      init: { redirect: 'manual' },
    });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: 'Bearer test-key',
      'user-agent': 'neon-api-client',
      'x-request-id': 'mine',
    });
    expect(sent[1]).toMatchObject({ method: 'POST', body: '{"project":{"name":"n"}}' });
    expect(sent[1]?.headers.get('content-type')).toBe('application/json');
  });

  test('never lets a header replace the key', async () => {
    const { neon, sent } = clientOf(() => Response.json({}));
    await neon.call(CREATE, undefined, { headers: { Authorization: 'Bearer other' } });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer test-key');
  });

  test.each<[object, string]>([
    [{ project_id: 'p' }, 'branch_id is missing'],
    [{ ...IDS, branch_id: {} }, 'branch_id must be a string or number'],
    ...['', '..', 'a/b', 'a b', 'test-KEY', '\ud800', 'a'.repeat(61)].map((branch_id): [object, string] => [
      { ...IDS, branch_id },
      'branch_id must match ^[a-z0-9-]{1,60}$',
    ]),
    ...['', '.', '..', '\ud800'].map((key): [object, string] => [
      { ...IDS, key },
      'key must be text, not "", "." or ".."',
    ]),
    [{ ...IDS, since: null }, 'since must be'],
    [{ ...IDS, since: new Date(Number.NaN) }, 'since must be'],
    [{ ...IDS, tags: [{ a: 1 }] }, 'tags must be'],
    [{ ...IDS, tag: 'x' }, 'did you mean tags?'],
  ])('refuses the parameters %j before anything is sent', async (params, why) => {
    const { neon, sent } = clientOf(() => Response.json({}));
    const error = await neon.call(GET_BRANCH, params).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NeonUsageError', outcome: 'not_sent', attempts: 0 });
    expect((error as Error).message).toMatch(/^getBranch: /);
    expect((error as Error).message).toContain(why);
    expect(sent).toHaveLength(0);
  });

  test('refuses unknown call options and bodies that are not objects', async () => {
    const { neon } = clientOf(() => Response.json({}));
    await expect(neon.call(CREATE, {}, { timeout: 5 } as object)).rejects.toThrow('did you mean timeoutMs?');
    for (const body of ['text', null, () => 1]) {
      await expect(neon.call(CREATE, { body })).rejects.toThrow('body must be an object');
    }
  });

  test('sends multipart bodies as form data, and streams binary responses', async () => {
    const { neon, sent } = clientOf(() => new Response('bytes'));
    const deploy: OperationDescriptor = { ...CREATE, body: multipart, response: binary };
    const body = { runtime: 'nodejs24', zip: new Blob(['z']), left: undefined };
    const stream = await neon.call<ReadableStream>(deploy, { body });
    expect(await new Response(stream).text()).toBe('bytes');
    const headers = sent[0]?.headers ?? new Headers();
    const form = await new Response(sent[0]?.body as ArrayBuffer, { headers }).formData();
    expect([...form.keys()]).toEqual(['runtime', 'zip']);
  });

  test('returns undefined for 204 and for operations without content', async () => {
    const { neon } = clientOf(({ url }) => new Response(null, { status: url.endsWith('/projects') ? 204 : 200 }));
    expect(await neon.call({ ...CREATE, method: 'DELETE' }, {})).toBeUndefined();
    // Spec: no other call that returns JSON may respond with 204.
    await expect(neon.call(CREATE, {})).rejects.toThrow('the body is empty');
    expect(await neon.call({ ...CREATE, path: '/x', response: 'empty' }, {})).toBeUndefined();
  });

  test('times out by the clock, even if fetch ignores its signal', async () => {
    const clock = createVirtualClock();
    const neon = createNeonClient({ apiKey: 'test-key', fetch: hangingFetch, clock });
    const startedAt = clock.now();
    await expect(clock.advanceUntil(neon.call(CREATE, {}))).rejects.toMatchObject({
      name: 'NeonTimeoutError',
      timeoutMs: 60_000,
      outcome: 'unknown',
      attempts: 1,
      operationId: 'createProject',
    });
    expect(clock.now() - startedAt).toBe(60_000);
    const stuck = new Response(new ReadableStream(), { headers: { 'content-type': 'application/json' } });
    const halfway = createNeonClient({ apiKey: 'test-key', fetch: async () => stuck, clock });
    await expect(clock.advanceUntil(halfway.call(CREATE, {}, { timeoutMs: 5 }))).rejects.toThrow(
      'timed out after 5 ms',
    );
    expect(clock.timers.size).toBe(0);
  });

  test('rejects with the reason of the signal, before and during the call, and leaves no timer', async () => {
    const clock = createVirtualClock();
    const neon = createNeonClient({ apiKey: 'test-key', fetch: hangingFetch, clock });
    await expect(neon.call(CREATE, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    const controller = new AbortController();
    const call = neon.call(CREATE, {}, { signal: controller.signal });
    await clock.advance(1);
    expect(clock.timers.size).toBe(1);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(clock.timers.size).toBe(0);
  });
});
