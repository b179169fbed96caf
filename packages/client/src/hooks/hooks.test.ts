import { createVirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import type { OperationDescriptor } from '../client/index.ts';
import { createNeonClient } from '../typed-methods/index.ts';
import type { CallEvent, NeonHooks } from './index.ts';

const GET: OperationDescriptor = { id: 'getProject', method: 'GET', path: '/projects/{project_id}' };

function recordingHooks(): { hooks: NeonHooks; seen: [string, object][] } {
  const seen: [string, object][] = [];
  const record =
    (name: string) =>
    (event: object): void => {
      seen.push([name, event]);
    };
  const hooks = {
    onRequest: record('request'),
    onResponse: record('response'),
    onRetry: record('retry'),
    onError: record('error'),
  };
  return { hooks, seen };
}

describe('hooks', () => {
  test('receive each request, response and retry of a call as plain data', async () => {
    const clock = createVirtualClock();
    const { hooks, seen } = recordingHooks();
    let asked = 0;
    const { fetch } = stubFetch(() => (asked++ === 0 ? new Response(null, { status: 503 }) : Response.json({})));
    const neon = createNeonClient({ apiKey: 'test-key', hooks, clock, fetch, random: () => 0 });
    await clock.advanceUntil(neon.call(GET, { project_id: 'p-1' }));
    const call = {
      callId: expect.any(Number),
      operationId: 'getProject',
      method: 'GET',
      route: '/projects/{project_id}',
      ids: { project_id: 'p-1' },
      baseUrl: 'https://console.neon.tech/api/v2',
    };
    expect(seen).toEqual([
      ['request', { ...call, attempt: 1 }],
      ['response', { ...call, attempt: 1, status: 503, requestId: undefined, durationMs: 0 }],
      ['retry', { ...call, attempt: 1, status: 503, delayMs: 100 }],
      ['request', { ...call, attempt: 2 }],
      ['response', { ...call, attempt: 2, status: 200, requestId: undefined, durationMs: 0 }],
    ]);
    expect(new Set(seen.map(([, event]) => (event as CallEvent).callId)).size).toBe(1);
  });

  test('receive the error of a call once, even if a typed method returns it as a value', async () => {
    const { hooks, seen } = recordingHooks();
    const { fetch } = stubFetch(() => Response.json({ message: 'no' }, { status: 404 }));
    const neon = createNeonClient({ apiKey: 'test-key', hooks, fetch });
    await neon.call(GET, { project_id: 'p-1' }).catch(() => undefined);
    await neon.GET('/projects/{project_id}', { params: { path: { project_id: 'p-1' } } });
    const errors = seen.filter(([name]) => name === 'error').map(([, event]) => (event as { error: object }).error);
    expect(errors).toMatchObject([
      { name: 'NeonApiError', status: 404, operationId: 'getProject' },
      { name: 'NeonApiError', status: 404 },
    ]);
  });

  test('cannot break a call by throwing or rejecting', async () => {
    const broken = (): never => {
      throw new Error('hook');
    };
    const rejecting = (): Promise<never> => Promise.reject(new Error('hook'));
    const answers = [() => new Response(null, { status: 503 }), () => Response.json({ ok: 1 }), () => new Response('')];
    const { fetch } = stubFetch(() => answers.shift()?.() ?? Response.error());
    const clock = createVirtualClock();
    const hooks = { onRequest: broken, onResponse: rejecting, onRetry: broken, onError: rejecting };
    const neon = createNeonClient({ apiKey: 'test-key', clock, fetch, hooks });
    await expect(clock.advanceUntil(neon.call(GET, { project_id: 'p-1' }))).resolves.toEqual({ ok: 1 });
    await expect(clock.advanceUntil(neon.call(GET, { project_id: 'p-1' }))).rejects.toThrow('the body is empty');
  });

  test('with unknown names are refused', () => {
    const hooks = { onRequests: () => undefined } as NeonHooks;
    expect(() => createNeonClient({ apiKey: 'test-key', hooks })).toThrow('did you mean onRequest?');
  });
});
