import type { Operation } from '@neon-api/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NeonCaller, waitForOperations } from '../src/index.ts';
import { PROPERTY } from './property-runs.ts';
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

function simulate(told: readonly Story[], script: readonly Fault[] = []): SimulatedNeon {
  return simulateNeon(told.map(scriptOf), script);
}

const settled = (neon: NeonCaller, from: object, options: object): Promise<{ value?: Operation[]; error?: unknown }> =>
  waitForOperations(neon, from, options).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

describe('a wait', () => {
  it('always ends, in time, whatever the operations and the faults, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(anyStories, faults, fc.integer({ min: 1, max: 90_000 }), async (told, script, timeoutMs) => {
        const { neon, clock, started, running } = simulate(told, script);
        const startedAt = clock.now();
        const { value, error } = await clock.run(settled(neon, started, { timeoutMs }));
        expect(clock.now() - startedAt).toBeLessThanOrEqual(timeoutMs + LAST_LOOK_MS);
        expect([clock.timers.size, running()]).toEqual([0, 0]);
        if (value) expect(value.every((one) => ['finished', 'skipped'].includes(one.status))).toBe(true);
        else expect(error).toMatchObject({ name: expect.stringMatching(/^Neon(Api|Network|Timeout|Operation)Error$/) });
      }),
      PROPERTY,
    );
  });

  it('without faults gathers every operation once, in its verdict', async () => {
    await fc.assert(
      fc.asyncProperty(anyStories, async (told) => {
        const { neon, clock, started } = simulate(told);
        const { value, error } = await clock.run(settled(neon, started, { timeoutMs: 200_000 }));
        const { finished = value ?? [], operations = [], pending = [] } = (error ?? {}) as Record<string, Operation[]>;
        const gathered = [...finished, ...operations, ...pending].map(({ id }) => id);
        expect(gathered.sort()).toEqual(started.map(({ id }) => id).sort());
      }),
      PROPERTY,
    );
  });

  it('notices a good end within a tenth of the time it took, 25 ms at least and a second at most', async () => {
    await fc.assert(
      fc.asyncProperty(stories(['finished', 'skipped']), async (told) => {
        const { neon, clock, started } = simulate(told);
        const startedAt = clock.now();
        const { value } = await clock.run(settled(neon, started, { failedGraceMs: GRACE_MS }));
        const endMs = Math.max(...told.map(lengthOf));
        expect(value).toHaveLength(told.length);
        const lateMs = clock.now() - startedAt - endMs;
        expect(lateMs).toBeLessThanOrEqual(Math.min(Math.max(25, endMs / 10), 1_000));
      }),
      PROPERTY,
    );
  });

  it('ends within one turn of its signal, at whatever step, and leaves no timer and no request', async () => {
    const step = fc.record({ kind: fc.constantFrom('request', 'timer'), count: fc.integer({ min: 0, max: 12 }) });
    await fc.assert(
      fc.asyncProperty(anyStories, faults, step, fc.boolean(), async (told, script, { kind, count }, others) => {
        const simulated = simulate(told, script);
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
        await clock.run(Promise.all(companions));
        expect([clock.timers.size, simulated.running()]).toEqual([0, 0]);
      }),
      PROPERTY,
    );
  });
});
