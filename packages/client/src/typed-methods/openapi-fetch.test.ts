import { describe, expect, test } from 'vitest';
import {
  createPathCaller,
  type DraftRequest,
  type PathCaller,
  type ReadAs,
  type ReadableResponse,
} from './openapi-fetch.ts';

const OK: ReadableResponse = {
  ok: true,
  status: 200,
  headers: { get: () => null },
  body: undefined,
  text: async () => 'text',
  blob: async () => new Blob(['blob']),
  arrayBuffer: async () => new ArrayBuffer(3),
};

/** The requests that openapi-fetch builds for a call, and its result for the response. */
async function callWith(
  request: Partial<Parameters<PathCaller>[0]>,
  delivery: Partial<ReadableResponse> = {},
  readAs: ReadAs = 'stream',
  send: (draft: DraftRequest) => Promise<ReadableResponse> = async () => ({ ...OK, ...delivery }),
): Promise<{ drafts: DraftRequest[]; outcome: { data?: unknown; error?: unknown } }> {
  const drafts: DraftRequest[] = [];
  const url = 'https://host.test/api/a/b';
  const base = { method: 'POST', route: '/a/{id}', ids: { id: 'b' }, url, headers: {} };
  const callPath = createPathCaller('https://host.test/api');
  const outcome = await callPath({ ...base, ...request }, readAs, (draft) => {
    drafts.push(draft);
    return send(draft);
  });
  return { drafts, outcome };
}

const headersFor = async (request: Partial<Parameters<PathCaller>[0]>): Promise<object> =>
  Object.fromEntries((await callWith(request)).drafts[0]?.headers ?? []);

// The behavior that the client relies on; a newer version or a replacement must keep it.
describe('openapi-fetch', () => {
  test('fills in the route, encodes reserved characters, and appends the query unchanged', async () => {
    expect((await callWith({})).drafts.map(({ url }) => url)).toEqual(['https://host.test/api/a/b']);
    const { drafts } = await callWith({ ids: { id: '{id}/?#%&+ $&é' }, url: 'https://host.test/api/…?q=a+b%26' });
    expect(drafts[0]?.url).toBe('https://host.test/api/a/%7Bid%7D%2F%3F%23%25%26%2B%20%24%26%C3%A9?q=a+b%26');
  });

  test('sets the media type JSON if there is a body, unless a header sets another', async () => {
    expect(await headersFor({})).toEqual({});
    expect(await headersFor({ body: '{}' })).toEqual({ 'content-type': 'application/json' });
    const headers = { 'content-type': 'text/x', 'x-a': '1' };
    expect(await headersFor({ body: '{}', headers })).toEqual({ 'content-type': 'text/x', 'x-a': '1' });
  });

  test('passes on the body of a success unchanged for stream, or reads it as text, blob or arrayBuffer', async () => {
    const body = { any: 'value' };
    expect((await callWith({}, { body })).outcome.data).toBe(body);
    expect((await callWith({}, {}, 'text')).outcome.data).toBe('text');
    expect((await callWith({}, {}, 'blob')).outcome.data).toBeInstanceOf(Blob);
    expect((await callWith({}, {}, 'arrayBuffer')).outcome.data).toBeInstanceOf(ArrayBuffer);
  });

  test('returns undefined as the data of a 204', async () => {
    const { outcome } = await callWith({}, { status: 204, body: 'ignored' });
    expect(outcome).toMatchObject({ data: undefined });
    expect(outcome).not.toHaveProperty('error');
  });

  test('returns the parsed JSON of an error, and no data', async () => {
    const text = async (): Promise<string> => '{"code":"C"}';
    const { outcome } = await callWith({}, { ok: false, status: 404, text });
    expect(outcome).toMatchObject({ error: { code: 'C' } });
    expect(outcome).not.toHaveProperty('data');
    // An opaque redirect.
    expect((await callWith({}, { ok: false, status: 0, text })).outcome.error).toEqual({ code: 'C' });
  });

  test('sends once, and rejects with what the sender throws', async () => {
    const refusal = new Error('refused');
    const refuse = (): never => {
      throw refusal;
    };
    expect((await callWith({})).drafts).toHaveLength(1);
    await expect(callWith({}, {}, 'stream', refuse)).rejects.toBe(refusal);
  });
});
