import { propertyRuns } from '@neon-api/ground/testing';
import type { Operation } from '@neon-api/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NeonCaller, waitForOperations } from '../src/index.ts';
import { type Fault, type Script, type SimulatedNeon, simulateNeon } from './simulated-neon.ts';

const GRACE_MS = 30_000;
const LAST_LOOK_MS = 1_000;

type Status = Operation['status'];
interface Story {
  readonly steps: readonly { readonly status: Status; readonly forMs: number }[];
  readonly end: Status;
}

const status = fc.constantFrom<Status>('scheduling', 'running', 'cancelling', 'failed');
const stories = (ends: readonly Status[]): fc.Arbitrary<Story[]> =>
  fc.array(
    fc.record({
      steps: fc.array(
        fc.record({ status, forMs: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 20_000 })) }),
        { maxLength: 4 },
      ),
      end: fc.constantFrom(...ends),
    }),
    { minLength: 1, maxLength: 5 },
  );
const anyStories = stories(['finished', 'skipped', 'cancelled', 'error', 'failed', 'running']);
const faults = fc.array(
  fc.constantFrom<Fault>('ok', 'ok', 'ok', 'reset', 'hang', 'unavailable', 'html', 'cut', 'nonsense', 'null'),
  { maxLength: 12 },
);

const timeouts = fc.integer({ min: 1, max: 90_000 });

const scriptOf =
  ({ steps, end }: Story): Script =>
  (elapsedMs) => {
    let sinceMs = 0;
    for (const step of steps) {
      sinceMs += step.forMs;
      if (elapsedMs < sinceMs) return { status: step.status, failures_count: sinceMs };
    }
    return { status: end };
  };
const lengthOf = ({ steps }: Story): number => steps.reduce((sum, { forMs }) => sum + forMs, 0);

const DAY_MS = 86_400_000;
/** How far the time of day jumps before each request. */
const jumps = fc.array(fc.integer({ min: -DAY_MS, max: DAY_MS }), { maxLength: 6 });

function simulate(
  told: readonly Story[],
  jumpsMs: readonly number[] = [],
  script: readonly Fault[] = [],
): SimulatedNeon {
  const simulated = simulateNeon(told.map(scriptOf), script);
  simulated.onRequest = (count) => simulated.clock.jump(jumpsMs[count - 1] ?? 0);
  return simulated;
}

const settled = (neon: NeonCaller, from: object, options: object): Promise<{ value?: Operation[]; error?: unknown }> =>
  waitForOperations(neon, from, options).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

describe('a wait', () => {
  test('always ends in time, whatever the operations and the faults, and leaves no timer and no request', async () => {
    await fc.assert(
      fc.asyncProperty(anyStories, faults, jumps, timeouts, async (told, script, jumpsMs, timeoutMs) => {
        const { neon, clock, started, running } = simulate(told, jumpsMs, script);
        const startedAt = clock.monotonicNow();
        const { value, error } = await clock.advanceUntil(settled(neon, started, { timeoutMs }));
        expect(clock.monotonicNow() - startedAt).toBeLessThanOrEqual(timeoutMs + LAST_LOOK_MS);
        expect([clock.timers.size, running()]).toEqual([0, 0]);
        if (value) expect(value.every((one) => ['finished', 'skipped'].includes(one.status))).toBe(true);
        else expect(error).toMatchObject({ name: expect.stringMatching(/^Neon(Api|Network|Timeout|Operation)Error$/) });
      }),
      propertyRuns(),
    );
  });

  test('without faults reports every operation once, under its verdict', async () => {
    await fc.assert(
      fc.asyncProperty(anyStories, jumps, async (told, jumpsMs) => {
        const { neon, clock, started } = simulate(told, jumpsMs);
        const { value, error } = await clock.advanceUntil(settled(neon, started, { timeoutMs: 200_000 }));
        const { finished = value ?? [], operations = [], pending = [] } = (error ?? {}) as Record<string, Operation[]>;
        const gathered = [...finished, ...operations, ...pending].map(({ id }) => id);
        expect(gathered.sort()).toEqual(started.map(({ id }) => id).sort());
      }),
      propertyRuns(),
    );
  });

  test('detects success within a tenth of the duration, but at least 25 ms and at most a second', async () => {
    await fc.assert(
      fc.asyncProperty(stories(['finished', 'skipped']), jumps, async (told, jumpsMs) => {
        const { neon, clock, started } = simulate(told, jumpsMs);
        const startedAt = clock.monotonicNow();
        const { value } = await clock.advanceUntil(settled(neon, started, { failedGraceMs: GRACE_MS }));
        const endMs = Math.max(...told.map(lengthOf));
        expect(value).toHaveLength(told.length);
        const lateMs = clock.monotonicNow() - startedAt - endMs;
        expect(lateMs).toBeLessThanOrEqual(Math.min(Math.max(25, endMs / 10), 1_000));
      }),
      propertyRuns(),
    );
  });

  test('ends within one turn after an abort at any step, and leaves no timer and no request', async () => {
    const step = fc.record({ kind: fc.constantFrom('request', 'timer'), count: fc.integer({ min: 0, max: 12 }) });
    await fc.assert(
      fc.asyncProperty(anyStories, faults, step, fc.boolean(), async (told, script, { kind, count }, others) => {
        const simulated = simulate(told, [], script);
        const { neon, clock, started } = simulated;
        const controller = new AbortController();
        const reason = new Error('enough');
        let over = false;
        const wait = settled(neon, started, { signal: controller.signal }).finally(() => {
          over = true;
        });
        const companions = others ? [settled(neon, started, { timeoutMs: 5_000 })] : [];
        if (kind === 'request') {
          simulated.onRequest = (asked) => asked === count + 1 && controller.abort(reason);
          await clock.advance(40_000);
        } else {
          for (let passed = 0; passed < count && !over; passed++) await clock.advance(1 + passed * 40);
        }
        const wasOver = over;
        controller.abort(reason);
        await new Promise((resolve) => setImmediate(resolve));
        expect(over).toBe(true);
        const { error } = await wait;
        if (!wasOver) expect(error).toBe(reason);
        await clock.advanceUntil(Promise.all(companions));
        expect([clock.timers.size, simulated.running()]).toEqual([0, 0]);
      }),
      propertyRuns(),
    );
  });
});
