import { afterEach, expect, test, vi } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type NeonClientOptions } from '../client/index.ts';
import { createProject, getProject } from '../generated/operations.ts';

const KEY = 'test-key-of-this-file';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Makes a call with a retry, and one that fails with the key and a password in the error. Returns what was printed. */
async function makeCalls(options: NeonClientOptions = {}): Promise<string[]> {
  const print = vi.spyOn(console, 'error').mockReset().mockReturnValue();
  const headers = { 'x-request-id': 'req-1', 'retry-after': '0' };
  const answers = [
    Response.json({}, { status: 503, headers }),
    Response.json({}, { headers }),
    Response.json({ code: 'BAD', message: `no ${KEY} postgres://me:hidden-1@host/db` }, { status: 400, headers }),
  ];
  const { fetch } = stubFetch(() => answers.shift() ?? Response.error());
  const neon = createNeonClient({ apiKey: KEY, fetch, ...options });
  await getProject(neon, { project_id: 'p-1' });
  await createProject(neon, { body: { project: {} } }).catch(() => undefined);
  return print.mock.calls.map(([line]) => String(line));
}

/** Returns the name of the hook and the event of a line. */
function parse(line: string): [string | undefined, unknown] {
  const [, name, event] = /^neon (\w+) (.*)$/.exec(line) ?? [];
  return [name, JSON.parse(event ?? 'null')];
}

test('NEON_LOG=debug prints each event to standard error, without secrets', async () => {
  vi.stubEnv('NEON_LOG', 'debug');
  const lines = await makeCalls();
  const get = { method: 'GET', route: '/projects/{project_id}', ids: { project_id: 'p-1' } };
  const post = { method: 'POST', route: '/projects', attempt: 1 };
  expect(lines.map(parse)).toMatchObject([
    ['onRequest', { ...get, attempt: 1 }],
    ['onResponse', { ...get, attempt: 1, status: 503, requestId: 'req-1', durationMs: expect.any(Number) }],
    ['onRetry', { ...get, attempt: 1, status: 503 }],
    ['onRequest', { ...get, attempt: 2 }],
    ['onResponse', { ...get, attempt: 2, status: 200 }],
    ['onRequest', post],
    ['onResponse', { ...post, status: 400 }],
    ['onError', { ...post, error: { name: 'NeonApiError', code: 'BAD' } }],
  ]);
  expect(lines.join()).not.toMatch(new RegExp(`${KEY}|hidden-1`));
});

test('the option log overrides the variable; only debug prints events', async () => {
  expect(await makeCalls({ log: 'debug' })).toHaveLength(8);
  expect(await makeCalls()).toEqual([]);
  vi.stubEnv('NEON_LOG', 'info');
  expect(await makeCalls()).toEqual([]);
  vi.stubEnv('NEON_LOG', 'debug');
  expect(await makeCalls({ log: 'warn' })).toEqual([]);
});

test('the hooks of the application still run', async () => {
  const onResponse = vi.fn();
  const onRequest = vi.fn();
  await makeCalls({ log: 'debug', hooks: { onResponse, onRequest } });
  expect([onRequest.mock.calls.length, onResponse.mock.calls.length]).toEqual([3, 3]);
});
