import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createHandlerContext } from '../../test/support/handler-context.ts';
import { useEmulator } from '../../test/support/use-emulator.ts';
import { createRequestLog } from '../admin/index.ts';
import { toResponse } from '../calls/index.ts';
import { sharedContract } from '../contract/index.ts';
import { systemClock } from '../support/index.ts';
import { createApp } from './create-app.ts';
import { createDispatch } from './dispatch.ts';

const get = useEmulator();

interface GeneralError {
  readonly request_id: string;
  readonly code: string;
  readonly message: string;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: GeneralError;
}

async function send(path: string, init: RequestInit = {}): Promise<RawAnswer> {
  const { apiUrl, apiKey } = get().emulator;
  const headers = { Authorization: `Bearer ${apiKey}`, ...(init.headers as Record<string, string>) };
  const response = await fetch(`${apiUrl}${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as GeneralError };
}

const postJson = (path: string, body: string): Promise<RawAnswer> =>
  send(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });

describe('requests', () => {
  test('an unknown path returns 404, inside and outside the API', async () => {
    expect(await send('/nowhere')).toMatchObject({ status: 404, body: { code: '', message: 'path not found' } });
    expect((await fetch(new URL('/elsewhere', get().emulator.apiUrl))).status).toBe(404);
  });

  test('a wrong method returns 405 with the allowed ones; OPTIONS and HEAD work', async () => {
    const wrong = await send('/projects', { method: 'PUT' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('Allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect((await send('/projects', { method: 'OPTIONS' })).headers.get('Allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect(await send('/regions', { method: 'HEAD' })).toMatchObject({ status: 200, body: {} });
  });

  test('an operation without a handler returns 501 with its name', async () => {
    const context = createHandlerContext();
    const options = { contract: sharedContract(), handlers: new Map(), handlerContext: context, strict: true };
    const request = new Request('http://127.0.0.1/projects');
    const call = { request, url: new URL(request.url), path: '/projects', caller: context.caller };
    await expect(createDispatch(options)(call)).rejects.toMatchObject({
      status: 501,
      code: 'not_implemented',
      message: expect.stringContaining('listProjects'),
    });
  });

  test.each([
    ['malformed JSON', '{"project":', /not valid JSON/],
    ['no body', '', /body is required by createProject/],
    ['a missing field', '{}', /body must have required property 'project'/],
    ['a wrong type', '{"project":{"name":7}}', /body\.project\.name must be string/],
    ['a value out of range', '{"project":{"pg_version":9}}', /body\.project\.pg_version must be >= 14/],
  ])('%s returns 400 and names the field', async (_, text, message) => {
    const { status, body } = await postJson('/projects', text);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  test.each([
    ['/projects?limit=0', /parameter\.limit must be >= 1/],
    ['/projects?limit=many', /parameter\.limit must be integer/],
    ['/projects/NOT%20AN%20ID', /parameter\.project_id must match pattern/],
    ['/projects/%ff', /percent-encoded/],
  ])('%s returns 400', async (path, message) => {
    const { status, body } = await send(path);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  test('an unsupported content type returns 415', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    expect(await send('/projects', { method: 'POST', headers, body: 'x' })).toMatchObject({ status: 415 });
  });

  test('a body over 1 MiB returns 413, whether or not its length is declared', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1);
    expect(await postJson('/projects', large)).toMatchObject({ status: 413 });
    const streamed = await send('/projects', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
  });
});

describe('request ids', () => {
  test('the caller’s id is returned in the header and the error', async () => {
    const { headers, body } = await send('/nowhere', { headers: { 'X-Request-ID': 'test-7' } });
    expect(headers.get('X-Request-ID')).toBe('test-7');
    expect(body.request_id).toBe('test-7');
  });

  test('a missing or unsafe id is replaced by a new one', async () => {
    const { headers, body } = await send('/nowhere', { headers: { 'X-Request-ID': '<script>' } });
    expect(body.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('X-Request-ID')).toBe(body.request_id);
  });
});

test('a bug returns a 500 without details, and its stack is logged', async () => {
  const log: string[] = [];
  const app = createApp({
    apiKey: 'k',
    findOwner: () => ({ kind: 'user', userId: 'u' }),
    findKey: () => undefined,
    serveS3: () => Promise.reject(new Error('not called')),
    transferObject: () => Promise.reject(new Error('not called')),
    requests: createRequestLog(systemClock),
    admin: new Hono(),
    pages: undefined,
    random: Math.random,
    log: (line) => log.push(line),
    dispatch: () => Promise.reject(new Error('secret detail')),
  });
  const request = new Request('http://localhost/api/v2/projects', { headers: { Authorization: 'Bearer k' } });
  const response = toResponse(await app.answer(request));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret detail');
  expect(log.join()).toMatch(/secret detail[\s\S]+at /);
});
