import { monotonicNow, type Runtime } from '@neon-api/client';

export interface ProbePatience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Tries until the probe succeeds; throws its last error when the time is over, or the signal's reason. */
export async function probeUntil(
  probe: () => Promise<unknown>,
  { clock }: Runtime,
  { timeoutMs, signal }: ProbePatience,
): Promise<void> {
  const deadline = monotonicNow(clock) + timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    signal?.throwIfAborted();
    try {
      await probe();
      return;
    } catch (error) {
      if (monotonicNow(clock) + pauseMs > deadline) throw error;
    }
    await clock.sleep(pauseMs, signal);
  }
}
