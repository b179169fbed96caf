import type { Operation } from '@neon-api/types';
import type { NeonClient } from '../client/index.ts';
import { isNeonError } from '../errors/index.ts';
import { DEFAULT_PACE, nextPollDelayMs } from './next-poll-delay.ts';
import { type OperationsSource, readOperationsSource } from './operations-source.ts';
import { readOperations } from './read-operations.ts';
import { badOperationsError, waitTimeoutError } from './wait-errors.ts';
import { resolveWaitOptions, type WaitOptions } from './wait-options.ts';
import { type FailureLog, judgeWait } from './wait-state.ts';

// The last read before the deadline may end a little after it rather than be cut short.
const LEAST_READ_MS = 1_000;

/**
 * Waits until the operations behind an answer have ended.
 *
 * Good ends are `finished` and `skipped`; bad ones are `cancelled`, `error`, and `failed` once Neon no longer retries.
 * Polls after a tenth of the time waited, 25 ms to 1 s.
 *
 * @param from an answer with `operations` (none: resolves at once with []), or a list of operations
 * @returns the operations in the order given, as last read
 * @throws NeonOperationError with every operation that ended badly, after the others have ended or had `failedGraceMs`
 * @throws NeonTimeoutError after `timeoutMs`, naming the operations that go on
 * @throws what a poll throws, or the reason of `options.signal`
 * @example
 * const created = await createProject(neon, { body: { project: {} } });
 * await waitForOperations(neon, created, { timeoutMs: 120_000 });
 */
export async function waitForOperations(
  neon: NeonClient,
  from: OperationsSource,
  options: WaitOptions = {},
): Promise<Operation[]> {
  const { timeoutMs, failedGraceMs, signal, onProgress } = resolveWaitOptions(options);
  const { clock, random } = neon.runtime;
  const startedAt = clock.now();
  const latest = new Map(readOperationsSource(from).map((operation) => [operation.id, operation]));
  const failures: FailureLog = new Map();
  let deadline = startedAt + timeoutMs;
  for (let rounds = 0; ; rounds++) {
    signal?.throwIfAborted();
    const now = clock.now();
    const state = judgeWait([...latest.values()], now, failedGraceMs, failures);
    const { total, bad, pending } = state;
    onProgress({ total, finished: total - pending.length, pending, elapsedMs: now - startedAt });
    // What depends on a bad operation may stay scheduled for ever.
    if (bad.length > 0) deadline = Math.min(deadline, now + failedGraceMs);
    const over = now >= deadline;
    if (bad.length > 0 && (pending.length === 0 || over)) throw badOperationsError(state, rounds);
    if (pending.length === 0) return [...latest.values()];
    if (over) throw waitTimeoutError(state, timeoutMs, rounds);

    const delayMs = nextPollDelayMs(now - startedAt, DEFAULT_PACE, random, state.quietMs);
    await clock.sleep(Math.min(delayMs, deadline - now), signal);
    const readMs = Math.max(deadline - clock.now(), LEAST_READ_MS);
    const news = await readOperations(neon, pending, { signal, timeoutMs: Math.min(readMs, 60_000) }).catch((error) => {
      if (isNeonError(error) && error.name === 'NeonTimeoutError' && clock.now() >= deadline) return [];
      throw error;
    });
    for (const operation of news) latest.set(operation.id, operation);
  }
}
