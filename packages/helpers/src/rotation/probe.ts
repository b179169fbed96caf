import { monotonicNow, type Runtime } from '@neon-api/client';
import { numberFrom, type OptionRules, type SignalOption } from '../options/index.ts';

/** How long to check a new secret. */
export interface ProbeOption {
  /** How long to retry `verify`, in ms, from 0. Default: 30,000. */
  readonly verifyTimeoutMs?: number | undefined;
}

export const PROBE_OPTION: OptionRules<ProbeOption> = { verifyTimeoutMs: numberFrom(0) };

const DEFAULT_VERIFY_TIMEOUT_MS = 30_000;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Retries the probe until it succeeds. Throws its last error after the timeout, or the signal's reason. */
export async function probeUntil(
  probe: () => Promise<unknown>,
  { clock }: Runtime,
  { verifyTimeoutMs = DEFAULT_VERIFY_TIMEOUT_MS, signal }: ProbeOption & SignalOption,
): Promise<void> {
  const deadline = monotonicNow(clock) + verifyTimeoutMs;
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
