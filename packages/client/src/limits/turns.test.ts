import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { TIMED_OUT } from '../runtime/index.ts';
import { type Turns, takeTurn } from './turns.ts';

interface Queue {
  readonly turns: Turns;
  readonly clock: VirtualClock;
  /** What has happened so far, each with its time in seconds. */
  readonly log: string[];
  /** Takes a turn, works for `ms` and leaves. */
  work(who: string, ms: number): Promise<void>;
}

function queueOf(): Queue {
  const turns: Turns = new Map();
  const clock = createVirtualClock();
  const startedAt = clock.monotonicNow();
  const log: string[] = [];
  const note = (what: string): unknown => log.push(`${what} ${Math.round((clock.monotonicNow() - startedAt) / 1_000)}`);
  return {
    turns,
    clock,
    log,
    async work(who, ms) {
      const { renew, leave } = await takeTurn(turns, 'project', clock, undefined, Infinity);
      note(`> ${who}`);
      renew(ms);
      await clock.sleep(ms);
      note(`< ${who}`);
      leave();
    },
  };
}

/** The clock of a request that has ended: it still runs, but its timers never fire. */
function clockOfTheVanished(clock: VirtualClock): VirtualClock {
  return { ...createVirtualClock(), monotonicNow: clock.monotonicNow };
}

describe('turns', () => {
  test('are granted in the order of the requests, and last while they are renewed', async () => {
    const { clock, work, log, turns } = queueOf();
    await clock.advanceUntil(Promise.all([work('a', 60_000), work('b', 1_000), work('c', 1_000)]));
    expect(log).toEqual(['> a 0', '< a 60', '> b 60', '< b 61', '> c 61', '< c 62']);
    expect([clock.timers.size, turns.size]).toEqual([0, 0]);
  });

  test('do not depend on the time of day', async () => {
    for (const jumpMs of [-3_600_000, 3_600_000]) {
      const { clock, work, log } = queueOf();
      const all = Promise.all([work('a', 2_000), work('b', 1_000)]);
      await clock.advance(500);
      clock.jump(jumpMs);
      await clock.advanceUntil(all);
      expect(log).toEqual(['> a 0', '< a 2', '> b 2', '< b 3']);
    }
  });

  test('expire after 10 seconds if their holder or a waiter disappears', async () => {
    const { turns, clock, work, log } = queueOf();
    await takeTurn(turns, 'project', clockOfTheVanished(clock), undefined, Infinity);
    void takeTurn(turns, 'project', clockOfTheVanished(clock), undefined, Infinity);
    await clock.advanceUntil(work('a', 1_000));
    expect(log).toEqual(['> a 10', '< a 11']);
  });

  test('leave the queue at a deadline and on abort', async () => {
    const { turns, clock, work } = queueOf();
    const first = work('a', 10_000);
    await clock.advance(0);
    const late = takeTurn(turns, 'project', clock, undefined, clock.monotonicNow() + 500);
    await expect(clock.advanceUntil(late)).rejects.toBe(TIMED_OUT);
    const reason = new Error('enough');
    const controller = new AbortController();
    const aborted = takeTurn(turns, 'project', clock, controller.signal, Infinity);
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    expect(turns.get('project')?.size).toBe(1);
    await clock.advanceUntil(first);
    expect([clock.timers.size, turns.size]).toEqual([0, 0]);
  });
});
