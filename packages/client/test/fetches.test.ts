import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import crossFetch from 'cross-fetch';
import nodeFetch from 'node-fetch';
import { fetch as undiciFetch } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import {
  binary,
  createNeonClient,
  type Fetch,
  form as formEncoder,
  multipart,
  type NeonClient,
  type NeonClientOptions,
} from '../src/index.ts';
import { type ScriptedNeon, sendJson, startScriptedNeon } from './scripted-neon.ts';

/** A fetch whose response has only text, as in React Native. */
const textFetch: Fetch = async (url, init) => {
  const { ok, status, statusText, headers, ...response } = await globalThis.fetch(url, init).then((whole) => ({
    ok: whole.ok,
    status: whole.status,
    statusText: whole.statusText,
    headers: whole.headers,
    text: () => whole.text(),
  }));
  return { ok, status, statusText, headers: { get: (name) => headers.get(name) }, ...response };
};

// The types of undici and cross-fetch match; node-fetch accepts an ArrayBuffer as a body, but its types do not.
const FETCHES: Readonly<Record<string, Fetch>> = {
  platform: globalThis.fetch,
  undici: undiciFetch,
  'cross-fetch': crossFetch,
  'node-fetch': nodeFetch as Fetch,
  'a stub with only text': textFetch,
};
const GET = { id: 'tried', method: 'GET', path: '/projects/{project_id}' };
const PARAMS = { project_id: 'p' };

let server: ScriptedNeon | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function neonOf(
  fetch: Fetch,
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  options: NeonClientOptions = {},
): Promise<NeonClient> {
  server = await startScriptedNeon(answer);
  return createNeonClient({ apiKey: 'test-key', baseUrl: server.baseUrl, fetch, random: () => 0, ...options });
}

const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.unreachable('no error'),
    (error: unknown) => error,
  );

describe.each(Object.entries(FETCHES))('with the fetch of %s', (name, fetch) => {
  test('a success returns its body', async () => {
    const neon = await neonOf(fetch, (_, response) => sendJson(response, { text: 'häß' }));
    expect(await neon.call(GET, PARAMS)).toEqual({ text: 'häß' });
  });

  test('an error status becomes an error with the server’s message', async () => {
    const neon = await neonOf(fetch, (_, response) =>
      sendJson(response, { code: 'X', message: 'no such project' }, 404),
    );
    expect(await errorOf(neon.call(GET, PARAMS))).toMatchObject({
      name: 'NeonApiError',
      status: 404,
      code: 'X',
      attempts: 1,
      message: expect.stringContaining('404 no such project'),
    });
  });

  test('a transient status is retried', async () => {
    let asked = 0;
    const neon = await neonOf(fetch, (_, response) => sendJson(response, { asked: ++asked }, asked === 1 ? 503 : 200));
    expect(await neon.call(GET, PARAMS)).toEqual({ asked: 2 });
  });

  test('a redirect is not followed', async () => {
    const neon = await neonOf(fetch, (_, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    expect(await errorOf(neon.call(GET, PARAMS))).toMatchObject({ name: 'NeonApiError', status: 307 });
    expect(server?.asked).toHaveLength(1);
  });

  test.each<[string, (response: ServerResponse, body: string) => unknown]>([
    ['of a declared length', (response, body) => response.setHeader('content-length', body.length).end(body)],
    ['in chunks', (response, body) => response.write(body, () => response.end())],
    ['compressed', (response, body) => response.setHeader('content-encoding', 'gzip').end(gzipSync(body))],
  ])('a body %s that is larger than maxResponseBytes is an error, and not retried', async (_, send) => {
    const body = JSON.stringify({ filler: ' '.repeat(100_000) });
    const answer = (__: IncomingMessage, response: ServerResponse): unknown =>
      send(response.setHeader('content-type', 'application/json'), body);
    const neon = await neonOf(fetch, answer, { maxResponseBytes: 50_000 });
    expect(await errorOf(neon.call(GET, PARAMS))).toMatchObject({
      name: 'NeonApiError',
      status: 200,
      attempts: 1,
      message: expect.stringContaining('200 but the body is larger than maxResponseBytes'),
    });
    expect(server?.asked).toHaveLength(1);
    await server?.stop();
    const patient = await neonOf(fetch, answer, { maxResponseBytes: body.length });
    expect(await patient.call(GET, PARAMS)).toHaveProperty('filler.length', 100_000);
  });

  test.each(['form', 'multipart'] as const)('a body is sent as %s', async (kind) => {
    const neon = await neonOf(fetch, async (request, response) =>
      sendJson(response, { type: request.headers['content-type'], sent: await readAll(request) }),
    );
    const isForm = kind === 'form';
    const operation = { ...GET, method: 'POST', ...(isForm ? {} : { body: multipart }) };
    const body = isForm ? { name: 'a b' } : { zip: new Blob(['the archive']), runtime: 'nodejs24' };
    const { type, sent } = await neon.call<{ type: string; sent: string }>(
      operation,
      { ...PARAMS, body },
      isForm ? { bodyEncoding: formEncoder } : {},
    );
    if (isForm) expect([type, sent]).toEqual(['application/x-www-form-urlencoded', 'name=a+b']);
    else {
      const form = await new Response(sent, { headers: { 'content-type': type } }).formData();
      expect(form.get('runtime')).toBe('nodejs24');
      expect(await (form.get('zip') as File).text()).toBe('the archive');
    }
  });

  test('a download streams, or fails if this fetch cannot stream', async () => {
    const neon = await neonOf(fetch, (_, response) => response.end('the object'));
    const download = neon.call<ReadableStream>({ ...GET, response: binary }, PARAMS);
    if (name === 'a stub with only text') {
      expect(await errorOf(download)).toMatchObject({ message: expect.stringContaining('the body is not a stream') });
    } else expect(await new Response(await download).text()).toBe('the object');
  });

  test('a call and a download end on abort', async () => {
    const reason = new Error('enough');
    const first = new AbortController();
    const neon = await neonOf(fetch, ({ url }, response) => {
      if (url?.endsWith('/p')) first.abort(reason);
      else response.write('begun');
    });
    expect(await errorOf(neon.call(GET, PARAMS, { signal: first.signal }))).toBe(reason);
    if (name === 'a stub with only text') return;
    const second = new AbortController();
    const stream = await neon.call<ReadableStream<Uint8Array>>(
      { ...GET, response: binary },
      { project_id: 'q' },
      { signal: second.signal },
    );
    const reader = stream.getReader();
    await reader.read();
    second.abort(reason);
    expect(await errorOf(reader.read())).toBe(reason);
  });

  test('a refused connection is a network error that mentions the emulator', async () => {
    const neon = await neonOf(fetch, () => undefined, { retry: false });
    await server?.stop();
    expect(await errorOf(neon.call(GET, PARAMS))).toMatchObject({
      name: 'NeonNetworkError',
      outcome: 'not_sent',
      message: expect.stringContaining('is the emulator running?'),
    });
  });
});
