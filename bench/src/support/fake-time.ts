interface Timer {
  readonly at: number;
  readonly run: () => void;
}

// Fake time never runs backwards, because rate limiters remember it, but for less than this pause.
const PAUSE_MS = 600_000;
let lastMs = 0;

/**
 * Replaces the timers and the clock of this process while `work` runs, and jumps from timer to timer, so that a wait of
 * a minute takes no time. Returns the result and the elapsed fake time.
 */
export async function withFakeTime<T>(work: (now: () => number) => Promise<T>): Promise<{ value: T; nowMs: number }> {
  const { setTimeout, clearTimeout, performance } = globalThis;
  const dateNow = Date.now;
  const startedAt = Math.max(Date.now(), lastMs) + PAUSE_MS;
  const timers = new Map<object, Timer>();
  let nowMs = startedAt;

  const setFakeTimeout = (run: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]): object => {
    const handle = { unref: () => handle, ref: () => handle, [Symbol.toPrimitive]: () => 0 };
    timers.set(handle, { at: nowMs + Math.max(0, ms), run: () => run(...rest) });
    return handle;
  };
  Object.assign(globalThis, {
    setTimeout: setFakeTimeout,
    clearTimeout: (handle: object) => timers.delete(handle),
    // Clients measure a wait with the monotonic clock.
    performance: { now: () => nowMs },
  });
  Date.now = () => nowMs;
  try {
    let over = false;
    const working = work(() => nowMs - startedAt).finally(() => {
      over = true;
    });
    working.catch(() => undefined);
    for (;;) {
      await settle();
      if (over) return { value: await working, nowMs: nowMs - startedAt };
      const [next] = [...timers].sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined) continue;
      timers.delete(next[0]);
      nowMs = Math.max(nowMs, next[1].at);
      next[1].run();
    }
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout, performance });
    Date.now = dateNow;
    lastMs = nowMs;
  }
}

/** Runs everything that does not wait for a timer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
