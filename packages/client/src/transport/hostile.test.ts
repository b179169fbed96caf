import { createVirtualClock } from '@neon-api/ground';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { type BodyEncoder, form, type OperationDescriptor } from '../client/index.ts';
import type { NeonError } from '../errors/index.ts';
import { createNeonClient, type NeonClient } from '../typed-methods/index.ts';

const CREATE: OperationDescriptor = { id: 'createThing', method: 'POST', path: '/things' };
const LIST: OperationDescriptor = { id: 'listThings', method: 'GET', path: '/things' };

function neonOf(answer: Parameters<typeof stubFetch>[0]): {
  neon: NeonClient;
  sent: readonly unknown[];
  clock: ReturnType<typeof createVirtualClock>;
} {
  const clock = createVirtualClock();
  const { fetch, sent } = stubFetch(answer);
  return { neon: createNeonClient({ apiKey: 'test-key', fetch, clock }), sent, clock };
}

const errorOf = (call: Promise<unknown>): Promise<NeonError> =>
  call.then(
    () => expect.unreachable('no error'),
    (error: NeonError) => error,
  );

function nested(depth: number, inner: object): object {
  let value = inner;
  for (let level = 0; level < depth; level++) value = { in: value };
  return value;
}

const cyclic: { self?: object } = {};
cyclic.self = cyclic;

describe('a body', () => {
  test.each<[string, object, BodyEncoder | undefined]>([
    ['is cyclic', cyclic, undefined],
    ['is cyclic, as a form', cyclic, form],
    ['contains a BigInt', { size: 1n }, undefined],
    ['is 20,000 levels deep', nested(20_000, {}), undefined],
    ['is 20,000 levels deep, as a form', nested(20_000, {}), form],
    ['contains an invalid date, as a form', { at: new Date(Number.NaN) }, form],
    ['has a toJSON that throws', { toJSON: () => expect.unreachable('secret npg_abc') }, undefined],
  ])('that %s is refused before anything is sent', async (_, body, bodyEncoding) => {
    const { neon, sent } = neonOf(() => Response.json({}));
    const error = await errorOf(neon.call(CREATE, { body }, { bodyEncoding }));
    expect(error).toMatchObject({ name: 'NeonUsageError', outcome: 'not_sent' });
    expect(error.message).toMatch(/^createThing: encoding the body failed; see the cause\. Nothing was sent\.$/);
    expect(JSON.stringify([error, (error.cause as Error).message])).not.toContain('npg_abc');
    expect(sent).toHaveLength(0);
  });

  test.each([
    ['JSON', undefined],
    ['a form', form],
  ])('can have 1,000 levels as %s, and its secrets are masked', async (_, bodyEncoding) => {
    const { neon, sent } = neonOf(() => Response.json({ message: 'not hidden-secret!' }, { status: 422 }));
    const body = nested(bodyEncoding === undefined ? 1_000 : 300, { password: 'hidden-secret' });
    const error = await errorOf(neon.call(CREATE, { body }, { bodyEncoding }));
    expect(error.message).toContain('422 not [redacted]!');
    expect(sent).toHaveLength(1);
  });
});

test('a body of 5,000 levels is either sent or refused', async () => {
  const { neon } = neonOf(() => Response.json({ message: 'too deep' }, { status: 422 }));
  const error = await errorOf(neon.call(CREATE, { body: nested(5_000, {}) }));
  expect(error.name).toMatch(/^Neon(Usage|Api)Error$/);
});

describe('a success that is not an object', () => {
  test.each(['null', '"hi"', '7', 'true'])('is an error if it is %s', async (text) => {
    const { neon } = neonOf(() => new Response(text, { headers: { 'content-type': 'application/json' } }));
    for (const call of [neon.call(LIST, {}), neon.GET('/projects')]) {
      expect(await errorOf(call)).toMatchObject({
        name: 'NeonApiError',
        status: 200,
        attempts: 1,
        message: expect.stringContaining('200 but the body is not a JSON object'),
      });
    }
  });

  test('is accepted if it is a list, as some calls return', async () => {
    const { neon } = neonOf(() => Response.json([1]));
    expect(await neon.call(LIST, {})).toEqual([1]);
  });
});

describe('what fetch throws', () => {
  const inACircle = new TypeError('fetch failed');
  inACircle.cause = new Error('inner', { cause: inACircle });
  test.each<[string, unknown]>([
    ['a cyclic cause', inACircle],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('x')],
    ['undefined', undefined],
    ['a string', 'broken'],
  ])('%s becomes a NeonNetworkError', async (_, thrown) => {
    const { neon } = neonOf(() => Promise.reject(thrown));
    expect(await errorOf(neon.call(CREATE, {}))).toMatchObject({ name: 'NeonNetworkError', outcome: 'unknown' });
  });

  test.each([
    ['bad port', 'not_sent'],
    ['unknown scheme', 'not_sent'],
    ['dispatcher.dispatch is not a function', 'unknown'],
  ])('%s is not retried', async (message, outcome) => {
    const { neon, sent, clock } = neonOf(() =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error(message) })),
    );
    expect(await clock.advanceUntil(errorOf(neon.call(LIST, {})))).toMatchObject({
      name: 'NeonNetworkError',
      outcome,
      attempts: 1,
    });
    expect(sent).toHaveLength(1);
  });

  test('a port that fetch blocks is not retried', async () => {
    const neon = createNeonClient({ apiKey: 'test-key', baseUrl: 'http://127.0.0.1:1' });
    expect(await errorOf(neon.call(LIST, {}))).toMatchObject({
      attempts: 1,
      outcome: 'not_sent',
      message: expect.stringContaining('the connection failed (bad port; is the emulator running?)'),
    });
  });
});

describe('the fetch function', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('is required by the first call, which fails at once without it', async () => {
    const clock = createVirtualClock();
    const neon = createNeonClient({ apiKey: 'test-key', clock });
    vi.stubGlobal('fetch', undefined);
    const error = await errorOf(neon.call(LIST, {}));
    expect(error).toMatchObject({ name: 'NeonUsageError', outcome: 'not_sent' });
    expect(error.message).toBe('No global fetch: pass { fetch }.');
    expect(clock.timers.size).toBe(0);
  });

  test('can be replaced globally after the client was created', async () => {
    const neon = createNeonClient({ apiKey: 'test-key' });
    vi.stubGlobal('fetch', async () => Response.json({ replaced: true }));
    expect(await neon.call(LIST, {})).toEqual({ replaced: true });
  });

  test('must be a function', () => {
    const fetch = 'node-fetch' as never;
    expect(() => createNeonClient({ apiKey: 'test-key', fetch })).toThrow('fetch must be a function');
  });
});
