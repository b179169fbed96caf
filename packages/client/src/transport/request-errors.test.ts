import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type OperationDescriptor } from '../client/index.ts';
import { isNeonError, NeonApiError, NeonError, type NeonNetworkError } from '../errors/index.ts';

const KEY = 'test-key-123';
const CREATE: OperationDescriptor = { id: 'createBranch', method: 'POST', path: '/projects/{project_id}/branches' };

async function failureOf(answer: Parameters<typeof stubFetch>[0], operation = CREATE): Promise<NeonApiError> {
  const neon = createNeonClient({ apiKey: KEY, fetch: stubFetch(answer).fetch, retry: false });
  return neon.call(operation, { project_id: 'p-1' }).then(
    () => expect.unreachable('no error'),
    (error) => error,
  );
}

const typed = (text: string, type: string): Response => new Response(text, { headers: { 'content-type': type } });

describe('errors of a call', () => {
  test('contain the operation, the server’s message, the route, the request id and the next step', async () => {
    const body = { code: 'X', message: 'project already has running conflicting operations', request_id: 'req-1' };
    const error = await failureOf(() => Response.json(body, { status: 423 }));
    expect(error).toBeInstanceOf(NeonApiError);
    expect(error.message).toBe(
      'createBranch: 423 project already has running conflicting operations (POST /projects/{project_id}/branches, ' +
        'project_id p-1, code X, request req-1). Nothing was changed. Retry later.',
    );
    expect(error.toJSON()).toEqual({
      name: 'NeonApiError',
      message: error.message,
      method: 'POST',
      route: '/projects/{project_id}/branches',
      operationId: 'createBranch',
      requestId: 'req-1',
      status: 423,
      code: 'X',
      attempts: 1,
      outcome: 'rejected',
    });
    expect(error.stack).toMatch(/^NeonApiError: createBranch/);
  });

  test.each([
    [400, 'rejected'],
    [408, 'unknown'],
    [429, 'rejected'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'rejected'],
  ])('have for status %i the outcome %s, even with an empty body', async (status, outcome) => {
    const error = await failureOf(() => new Response(null, { status, headers: { 'x-request-id': 'from-header' } }));
    expect(error).toMatchObject({ name: 'NeonApiError', status, outcome, code: '', requestId: 'from-header' });
  });

  test('report a redirect, which is not followed', async () => {
    const { fetch, sent } = stubFetch(() => Response.redirect('https://example.com/', 307));
    const neon = createNeonClient({ apiKey: KEY, fetch });
    await expect(neon.call(CREATE, { project_id: 'p' })).rejects.toThrow('307 redirect (');
    expect(sent).toHaveLength(1);
  });

  test('report a redirect that a browser hides', async () => {
    const hidden = { ok: false, status: 0, statusText: '', headers: new Headers(), text: async () => '' };
    const fetch = async (): Promise<typeof hidden> => hidden;
    const neon = createNeonClient({ apiKey: KEY, fetch });
    const error = await neon
      .call({ ...CREATE, method: 'GET' }, { project_id: 'p' })
      .catch((thrown: NeonApiError) => thrown);
    expect(Object(error).message).toBe(
      'createBranch: 0 redirect (GET /projects/{project_id}/branches, project_id p). Check baseUrl.',
    );
  });

  test.each([
    [
      'HTML',
      () => typed('<html><style>x</style><h1>Sign in</h1>', 'text/html'),
      'the body is not JSON: text/html Sign in (',
    ],
    ['an empty body', () => new Response(''), 'the body is empty'],
    ['cut JSON', () => typed('{"password":"npg_x', 'application/json'), 'not a JSON object (18 characters)'],
    ['JSON of another type', () => typed('{"password":"npg_x"}', 'text/plain'), 'the body is not JSON: text/plain'],
  ])('report a success with %s, without its secrets', async (_, answer, words) => {
    const error = await failureOf(answer);
    expect(error).toMatchObject({ name: 'NeonApiError', status: 200, outcome: 'unknown' });
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('npg_x');
  });

  test('distinguish a connection that was never made from one that broke', async () => {
    const refused = new TypeError('fetch failed', {
      cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
    });
    const broken = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    expect(await failureOf(() => Promise.reject(refused))).toMatchObject({ outcome: 'not_sent', cause: refused });
    const error = await failureOf(() => Promise.reject(broken));
    expect(error).toMatchObject({ name: 'NeonNetworkError', outcome: 'unknown', cause: broken });
    expect(error.message).toContain('the connection failed (reset)');
    expect(error.message).toContain('check before you retry');
  });

  test.each<[string, (key: string) => Response | Promise<Response>]>([
    ['the message of the server', (key) => Response.json({ code: key, message: `no ${key}` }, { status: 401 })],
    ['a page', (key) => typed(`<p>${'.'.repeat(115)}${key}`, 'text/html')],
    ['a URI', () => Response.json({ message: 'postgres://u:test-key-123x@h/d' }, { status: 400 })],
    ['a request id', (key) => Response.json({ message: 'm', request_id: key }, { status: 400 })],
    ['the message of a cause', (key) => Promise.reject(new Error(`bad header ${key}`))],
    [
      'a request in a cause',
      (key) =>
        Promise.reject(
          Object.assign(new Error('x'), { request: new Request('http://a.test', { headers: { authorization: key } }) }),
        ),
    ],
    ['headers in a cause', (key) => Promise.reject(Object.assign(new Error('x'), { config: { headers: { a: key } } }))],
  ])('never contain the key, even if it came back in %s', async (_, answer) => {
    const error = await failureOf(() => answer(KEY));
    expect(isNeonError(error)).toBe(true);
    const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error.message, error.stack];
    expect(shown.join()).not.toContain(KEY.slice(0, 8));
  });
});

describe('isNeonError', () => {
  test('recognizes errors of another copy of the package, and nothing else', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('@neon-api/client/error')]: true });
    expect(isNeonError(foreign)).toBe(true);
    expect(isNeonError(new NeonError('x'))).toBe(true);
    for (const other of [new Error('x'), null, undefined, 'text', {}]) expect(isNeonError(other)).toBe(false);
  });

  test('narrows by name', () => {
    const error: unknown = new NeonApiError('x', { status: 404, code: '' });
    expect(isNeonError(error) && error.name === 'NeonApiError' && error.status).toBe(404);
    expect((error as NeonNetworkError).name).toBe('NeonApiError');
  });
});
