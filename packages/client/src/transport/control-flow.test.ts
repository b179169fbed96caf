import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { makeOperation } from '../../test/operation.ts';
import type { NeonCaller, NeonClientOptions } from '../client/index.ts';
import { getProject, listProjects } from '../generated/operations.ts';
import { paginate } from '../pagination/index.ts';
import { createNeonClient, type NeonClient } from '../typed-methods/index.ts';

import { callAndWait, waitForOperations } from '../waiting/index.ts';

// Next.js throws these to render dynamically, to redirect, and to show a 404.
const DIGESTS = ['DYNAMIC_SERVER_USAGE', 'NEXT_REDIRECT;replace;/login;307;', 'NEXT_HTTP_ERROR_FALLBACK;404'];

const USES: readonly (readonly [string, (neon: NeonClient) => Promise<unknown>])[] = [
  ['a call', (neon) => getProject(neon, { project_id: 'p' })],
  ['a typed method', (neon) => neon.GET('/projects')],
  ['a wait', (neon) => waitForOperations(neon, [makeOperation()])],
  ['a list', (neon) => paginate(neon, listProjects).collect()],
];

function neonOf(options: NeonClientOptions): { neon: NeonClient; clock: VirtualClock } {
  const clock = createVirtualClock();
  return { neon: createNeonClient({ apiKey: 'test-key', clock, ...options }), clock };
}

describe.each(DIGESTS)('an error that a framework uses for control flow (%s)', (digest) => {
  const steering = Object.assign(new Error('Dynamic server usage'), { digest });

  test.each(USES)('is rethrown unchanged by %s, without a retry', async (_, use) => {
    let asked = 0;
    const { neon, clock } = neonOf({
      fetch: () => {
        asked += 1;
        throw steering;
      },
    });
    const ended = use(neon).catch((error: unknown) => error);
    expect(await clock.advanceUntil(ended)).toBe(steering);
    expect(asked).toBe(1);
  });

  test('is rethrown if the apiKey function throws it', async () => {
    const { neon } = neonOf({
      apiKey: () => {
        throw steering;
      },
    });
    await expect(getProject(neon, { project_id: 'p' })).rejects.toBe(steering);
  });

  test('is rethrown by callAndWait after the request was accepted', async () => {
    let asked = 0;
    const { neon, clock } = neonOf({
      fetch: async () => {
        if (asked++ > 0) throw steering;
        return Response.json({ operations: [makeOperation()] });
      },
    });
    const start = (client: NeonCaller) =>
      client.call<{ operations: ReturnType<typeof makeOperation>[] }>({ id: 'x', method: 'POST', path: '/x' }, {});
    const ended = callAndWait(neon, start, undefined).catch((error: unknown) => error);
    expect(await clock.advanceUntil(ended)).toBe(steering);
  });
});

describe('the cache option of a request', () => {
  const cacheOf = async (method: string, options: object): Promise<unknown> => {
    const caches: unknown[] = [];
    const { neon } = neonOf({
      fetch: async (_, { cache }) => {
        caches.push(cache);
        return Response.json({});
      },
    });
    await neon.call({ id: 'x', method, path: '/x' }, {}, options);
    return caches[0];
  };

  test('is no-store; a read can override it', async () => {
    expect(await cacheOf('GET', {})).toBe('no-store');
    expect(await cacheOf('GET', { cache: 'force-cache' })).toBe('force-cache');
    expect(await cacheOf('POST', {})).toBe('no-store');
    expect(await cacheOf('POST', { cache: 'force-cache' })).toBe('no-store');
  });

  test('is left out if the runtime does not support it, as in older workers', async () => {
    const known = Object.getOwnPropertyDescriptor(Request.prototype, 'cache') as PropertyDescriptor;
    Reflect.deleteProperty(Request.prototype, 'cache');
    try {
      expect(await cacheOf('GET', {})).toBeUndefined();
    } finally {
      Object.defineProperty(Request.prototype, 'cache', known);
    }
  });
});
