import { type NeonCaller, NeonTimeoutError } from '@neon-api/client';
import { rejectOnAbort } from '../internal/index.ts';
import {
  assertOptions,
  callback,
  numberFrom,
  type OptionRules,
  required,
  SIGNAL_OPTION,
  type SignalOption,
} from '../options/index.ts';

export interface WaitUntilConnectableOptions extends SignalOption {
  /**
   * Connects once, e.g. with `select 1`, and throws if that fails. Stop the attempt if the signal aborts: the time is up.
   */
  readonly probe: (signal: AbortSignal) => Promise<unknown>;
  /** Time limit of all attempts together, in ms, from 1. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
}

const OPTIONS: OptionRules<WaitUntilConnectableOptions> = {
  ...SIGNAL_OPTION,
  probe: required(callback),
  timeoutMs: numberFrom(1),
};
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * Waits until a database accepts connections. For example, its compute may be starting, or its name may not be in DNS yet.
 * This package has no Postgres driver, so you pass the probe.
 *
 * @returns the number of attempts
 * @throws NeonTimeoutError with the error of the last attempt as `cause`
 * @throws the reason of `options.signal`
 * @example
 * await waitUntilConnectable(neon, { probe: () => query(uris.direct, 'select 1') });
 */
export async function waitUntilConnectable(
  neon: NeonCaller,
  options: WaitUntilConnectableOptions,
): Promise<{ readonly attempts: number }> {
  assertOptions('waitUntilConnectable', options, OPTIONS);
  const { probe, timeoutMs = 60_000, signal } = options;
  const over = new AbortController();
  const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const { clock } = neon.runtime;
  const last: { attempts: number; error?: unknown } = { attempts: 0 };

  const timeUp = (): NeonTimeoutError =>
    new NeonTimeoutError(
      `No connection within ${timeoutMs} ms, after ${last.attempts} attempts. ` +
        'See error.cause for the last error. Check that the compute is running and that your IP address is allowed.',
      { timeoutMs, attempts: last.attempts, cause: last.error },
    );
  const timer = clock.sleep(timeoutMs, either).then(
    () => over.abort(timeUp()),
    () => undefined,
  );
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      either.throwIfAborted();
      last.attempts += 1;
      const attempt = Promise.resolve(either).then(probe);
      const failed = await rejectOnAbort(
        attempt.then(
          () => false,
          (error: unknown) => {
            last.error = error;
            return true;
          },
        ),
        either,
      );
      if (!failed) return { attempts: last.attempts };
      await clock.sleep(pauseMs, either);
    }
  } finally {
    over.abort();
    await timer;
  }
}
