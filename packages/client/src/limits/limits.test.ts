import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import {
  createNeonClient,
  type NeonCaller,
  type NeonClientOptions,
  type OperationDescriptor,
} from '../client/index.ts';

const CREATE: OperationDescriptor = { id: 'createBranch', method: 'POST', path: '/projects/{project_id}/branches' };
const GET: OperationDescriptor = { id: 'getProject', method: 'GET', path: '/projects/{project_id}' };

/** A Neon that takes a second to respond; `log` records what began and ended. */
function slowNeon(options: NeonClientOptions = {}): { neon: NeonCaller; clock: VirtualClock; log: string[] } {
  const clock = (options.clock as VirtualClock | undefined) ?? createVirtualClock();
  const log: string[] = [];
  const fetch = async (url: unknown, { method, signal }: RequestInit = {}): Promise<Response> => {
    const name = `${method} ${String(url).split('/projects/')[1]}`;
    log.push(`> ${name}`);
    await clock.sleep(1_000, signal as AbortSignal);
    log.push(`< ${name}`);
    return Response.json({});
  };
  const given = { apiKey: 'test-key', clock, fetch: fetch as typeof globalThis.fetch, ...options };
  return { neon: createNeonClient(given), clock, log };
}

describe('changes to one project', () => {
  test('are sent one at a time, while reads and other projects do not wait', async () => {
    const { neon, clock, log } = slowNeon();
    const work = [
      neon.call(CREATE, { project_id: 'a' }),
      neon.call(CREATE, { project_id: 'a' }),
      neon.call(GET, { project_id: 'a' }),
      neon.call(CREATE, { project_id: 'b' }),
    ];
    await clock.advanceUntil(Promise.all(work));
    expect(log.slice(0, 3).sort()).toEqual(['> GET a', '> POST a/branches', '> POST b/branches']);
    const changes = log.filter((line) => line.endsWith('POST a/branches')).map((line) => line[0]);
    expect(changes).toEqual(['>', '<', '>', '<']);
  });

  test('are serialized across the clients of a process, unless serializeChanges is false', async () => {
    const { neon, clock, log } = slowNeon();
    const other = slowNeon({ clock });
    await clock.advanceUntil(
      Promise.all([neon.call(CREATE, { project_id: 'a' }), other.neon.call(CREATE, { project_id: 'a' })]),
    );
    expect(log.length + other.log.length).toBe(4);
    expect(clock.now() - createVirtualClock().now()).toBe(2_000);
    const free = slowNeon({ serializeChanges: false });
    const calls = [free.neon.call(CREATE, { project_id: 'a' }), free.neon.call(CREATE, { project_id: 'a' })];
    await free.clock.advanceUntil(Promise.all(calls));
    expect(free.log.slice(0, 2)).toEqual(['> POST a/branches', '> POST a/branches']);
  });

  test('leave the queue on abort or timeout, and the next one is sent', async () => {
    const { neon, clock, log } = slowNeon();
    const controller = new AbortController();
    const reason = new Error('enough');
    const first = neon.call(CREATE, { project_id: 'a' });
    const aborted = neon.call(CREATE, { project_id: 'a' }, { signal: controller.signal });
    const late = neon.call(CREATE, { project_id: 'a' }, { timeoutMs: 500 });
    const last = neon.call(CREATE, { project_id: 'a' });
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    await expect(clock.advanceUntil(late)).rejects.toMatchObject({
      name: 'NeonTimeoutError',
      outcome: 'not_sent',
      message: expect.stringMatching(
        /^createBranch: timed out after \d+ ms \(POST .*project_id a\)\. Nothing was sent\.$/,
      ),
      attempts: 0,
      timeoutMs: 500,
    });
    await clock.advanceUntil(Promise.all([first, last]));
    expect(log).toHaveLength(4);
    expect(clock.timers.size).toBe(0);
  });
});

describe('the rate limit', () => {
  test('is shared by the clients of one key only', async () => {
    const clock = createVirtualClock();
    const { fetch } = stubFetch(() => Response.json({}));
    const clientOf = (apiKey: string): NeonCaller => createNeonClient({ apiKey, clock, fetch });
    const startedAt = clock.now();
    const call = (apiKey: string): Promise<unknown> => clientOf(apiKey).call(GET, { project_id: 'a' });
    await clock.advanceUntil(Promise.all([...Array(40).keys()].map((index) => call(index % 2 ? 'key-1' : 'key-2'))));
    expect(clock.now()).toBe(startedAt);
    await clock.advanceUntil(Promise.all([...Array(21).keys()].map(() => call('key-1'))));
    expect(clock.now()).toBe(startedAt + 1_000);
  });

  test('spreads a burst, and releases the slots of aborted calls', async () => {
    const clock = createVirtualClock();
    const { fetch, sent } = stubFetch(() => Response.json({}));
    const neon = createNeonClient({ apiKey: 'test-key', clock, fetch });
    const controller = new AbortController();
    const { signal } = controller;
    const calls = [...Array(200).keys()].map(() =>
      neon.call(GET, { project_id: 'a' }, { signal }).catch(() => 'aborted'),
    );
    await clock.advance(0);
    expect(sent).toHaveLength(40);
    controller.abort();
    await Promise.all(calls);
    const startedAt = clock.now();
    await clock.advanceUntil(neon.call(GET, { project_id: 'a' }));
    expect(clock.now() - startedAt).toBe(1_000);
  });

  test('delays other calls after 429 for as long as the server asks', async () => {
    const clock = createVirtualClock();
    const answers = [() => new Response(null, { status: 429, headers: { 'retry-after': '7' } })];
    const sentAt: number[] = [];
    const { fetch } = stubFetch(() => {
      sentAt.push(clock.now() - startedAt);
      return answers.shift()?.() ?? Response.json({});
    });
    const neon = createNeonClient({ apiKey: 'test-key', clock, fetch });
    const startedAt = clock.now();
    const first = neon.call(GET, { project_id: 'a' });
    await clock.advance(1);
    await clock.advanceUntil(Promise.all([first, neon.call(GET, { project_id: 'b' })]));
    expect(sentAt).toEqual([0, 7_000, 7_000]);
  });

  test('fails a call at once if the server asks for a pause longer than the budget', async () => {
    const clock = createVirtualClock();
    const { fetch } = stubFetch(() => new Response(null, { status: 429, headers: { 'retry-after': '3600' } }));
    const neon = createNeonClient({ apiKey: 'test-key', clock, fetch });
    const startedAt = clock.now();
    await expect(clock.advanceUntil(neon.call(CREATE, { project_id: 'a' }))).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 3_600_000,
      attempts: 1,
      outcome: 'rejected',
    });
    expect(clock.now()).toBe(startedAt);
  });

  test('can be a custom limiter, also an asynchronous one', async () => {
    const asked: string[] = [];
    const rateLimit = {
      reserve: async (route: string) => {
        asked.push(route);
        return 250;
      },
      release: () => undefined,
      pause: () => undefined,
    };
    const { neon, clock } = slowNeon({ rateLimit });
    const startedAt = clock.now();
    await clock.advanceUntil(neon.call(GET, { project_id: 'a' }));
    expect([asked, clock.now() - startedAt]).toEqual([['/projects/{project_id}'], 1_250]);
  });
});
