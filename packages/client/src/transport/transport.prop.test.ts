import { getEventListeners } from 'node:events';
import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFault, type Fault, mayHaveActed, play } from '../../test/faults.ts';
import {
  createNeonClient,
  form,
  multipart,
  type NeonClientOptions,
  type OperationDescriptor,
} from '../client/index.ts';
import type { NeonError } from '../errors/index.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const method = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PATCH', 'PUT', 'DELETE');
const scripts = fc.array(anyFault, { maxLength: 12 });
const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 8 });

interface Attempt {
  readonly fault: Fault | undefined;
  readonly startedAt: number;
  endedAt: number;
  body: string;
}

interface Trial {
  readonly clock: VirtualClock;
  readonly signal: AbortSignal;
  readonly attempts: readonly Attempt[];
  readonly ended: { readonly value?: unknown; readonly error?: NeonError };
}

/** Makes one call against a server that follows `faultAt`. */
async function tryCall(
  operation: Pick<OperationDescriptor, 'method'> & Partial<OperationDescriptor>,
  faultAt: (attempt: number, now: number) => Fault | undefined,
  random: readonly number[],
  options: NeonClientOptions = {},
  body: object = { name: 'whole' },
): Promise<Trial> {
  const clock = createVirtualClock();
  const { signal } = new AbortController();
  const attempts: Attempt[] = [];
  let drawn = 0;
  const neon = createNeonClient({
    apiKey: 'test-key',
    clock,
    random: () => random[drawn++ % random.length] ?? 0,
    rateLimit: false,
    fetch: async (_, { signal: halt, body: sent }) => {
      const attempt: Attempt = {
        fault: faultAt(attempts.length, clock.monotonicNow()),
        startedAt: clock.monotonicNow(),
        endedAt: 0,
        body: '',
      };
      attempts.push(attempt);
      halt?.addEventListener('abort', () => {
        attempt.endedAt ||= clock.monotonicNow();
      });
      try {
        attempt.body = await new Response(sent ?? null).text();
        return await play(attempt.fault, clock, halt as AbortSignal);
      } finally {
        if (attempt.fault?.kind !== 'stall') attempt.endedAt ||= clock.monotonicNow();
      }
    },
    ...options,
  });
  const call = neon.call(
    { id: 'tried', path: '/projects/{project_id}', ...operation },
    { project_id: 'p', body },
    { signal },
  );
  const ended = await clock.advanceUntil(
    call.then(
      (value) => ({ value }),
      (error: NeonError) => ({ error }),
    ),
  );
  return { clock, signal, attempts, ended };
}

describe('a call with random faults', () => {
  test('is never retried if it may have taken effect, unless its method changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(method, scripts, chances, async (name, script, random) => {
        const { attempts } = await tryCall({ method: name }, (index) => script[index], random);
        if (!SAFE.includes(name)) {
          expect(attempts.slice(0, -1).filter(({ fault }) => mayHaveActed(fault))).toEqual([]);
        }
      }),
      propertyRuns(),
    );
  });

  test('waits no longer than its budgets, and ends within its timeout', async () => {
    const limits = fc.record({
      budgetMs: fc.integer({ min: 0, max: 40_000 }),
      lockBudgetMs: fc.integer({ min: 0, max: 90_000 }),
      maxAttempts: fc.integer({ min: 1, max: 9 }),
      maxDelayMs: fc.integer({ min: 100, max: 20_000 }),
    });
    const timeouts = fc.integer({ min: 1, max: 200_000 });
    await fc.assert(
      fc.asyncProperty(method, scripts, chances, limits, timeouts, async (name, script, random, retry, timeoutMs) => {
        const options = { retry, timeoutMs };
        const { attempts, clock, signal } = await tryCall({ method: name }, (index) => script[index], random, options);
        const waitedMs = { lock: 0, other: 0 };
        for (const [index, { fault, endedAt }] of attempts.slice(0, -1).entries()) {
          const isLock = fault?.kind === 'status' && fault.status === 423;
          waitedMs[isLock ? 'lock' : 'other'] += (attempts[index + 1]?.startedAt ?? 0) - endedAt;
        }
        expect(waitedMs.lock).toBeLessThanOrEqual(retry.lockBudgetMs + 1);
        expect(waitedMs.other).toBeLessThanOrEqual(retry.budgetMs + 1);
        expect(attempts.length).toBeLessThanOrEqual(retry.maxAttempts);
        expect(clock.monotonicNow() - (attempts[0]?.startedAt ?? 0)).toBeLessThanOrEqual(timeoutMs);
        expect(clock.timers.size).toBe(0);
        expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      }),
      propertyRuns(),
    );
  });

  test('succeeds if the fault ends within the budget', async () => {
    const fault = fc.oneof(
      fc.record({ kind: fc.constantFrom<'refused'>('refused'), latencyMs: fc.constant(0) }),
      fc.record({
        kind: fc.constant('status' as const),
        status: fc.constantFrom(423, 429, 503),
        latencyMs: fc.integer({ min: 0, max: 50 }),
      }),
      anyFault.filter(({ kind }) => kind !== 'status'),
    );
    await fc.assert(
      fc.asyncProperty(
        method,
        fault,
        fc.integer({ min: 0, max: 30_000 }),
        chances,
        async (name, one, endMs, random) => {
          fc.pre(SAFE.includes(name) || !mayHaveActed(one));
          let first: number | undefined;
          const faultAt = (_: number, now: number): Fault | undefined => {
            first ??= now;
            return now - first < endMs ? one : undefined;
          };
          const { ended } = await tryCall({ method: name }, faultAt, random, { attemptTimeoutMs: 20_000 });
          expect(ended).toEqual({ value: { done: true } });
        },
      ),
      propertyRuns(),
    );
  });

  test.each<[string, object, Partial<OperationDescriptor>, NeonClientOptions, RegExp]>([
    ['JSON', { name: 'whole' }, {}, {}, /^\{"name":"whole"\}$/],
    ['a form', { a: { b: 'whole' } }, {}, { bodyEncoding: form }, /^a%5Bb%5D=whole$/],
    ['multipart', { zip: new Blob(['whole']) }, { body: multipart }, {}, /\r\n\r\nwhole\r\n--/],
  ])('sends its whole body of %s with every attempt', async (_, body, operation, options, whole) => {
    const refusals = fc.array(
      anyFault.filter((fault) => !mayHaveActed(fault)),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(refusals, chances, async (script, random) => {
        const faultAt = (index: number): Fault | undefined => script[index];
        const { attempts } = await tryCall({ method: 'POST', ...operation }, faultAt, random, options, body);
        for (const attempt of attempts) expect(attempt.body).toMatch(whole);
      }),
      propertyRuns(30),
    );
  });

  test('rejects at once with the reason if aborted at any point, and leaves no timer and no listener', async () => {
    const stage = fc.constantFrom('key', 'limit', 'queue', 'sent');
    const moment = fc.integer({ min: 0, max: 100_000 });
    await fc.assert(
      fc.asyncProperty(stage, method, scripts, moment, chances, async (where, name, script, atMs, random) => {
        const clock = createVirtualClock();
        const { signal, abort } = abortable();
        let asked = 0;
        const neon = createNeonClient({
          apiKey: where === 'key' ? () => new Promise<string>(() => undefined) : 'test-key',
          clock,
          random: () => random[0] ?? 0,
          rateLimit:
            where === 'limit' ? { reserve: () => 70_000, release: () => undefined, pause: () => undefined } : true,
          fetch: async (_, init) => play(script[asked++], clock, init?.signal as AbortSignal),
        });
        const calls = Array.from({ length: where === 'queue' ? 3 : 1 }, () =>
          neon
            .call({ id: 'tried', method: name, path: '/projects/{project_id}' }, { project_id: 'p' }, { signal })
            .then(
              () => 'ended',
              (error) => error,
            ),
        );
        await clock.advance(atMs);
        const reason = new Error('enough');
        abort(reason);
        const ends = await Promise.race([Promise.all(calls), clock.advance(0).then(() => 'late' as const)]);
        expect(ends).not.toBe('late');
        for (const end of ends) {
          if (end !== 'ended' && !(end as NeonError).method) expect(end).toBe(reason);
        }
        expect(clock.timers.size).toBe(0);
        expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      }),
      propertyRuns(),
    );
  });
});

function abortable(): { signal: AbortSignal; abort: (reason: Error) => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
}
