import type { Operation } from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import { notify } from '../hooks/index.ts';
import type { OperationsSource } from './operations-source.ts';
import { pollOperations } from './poll-operations.ts';
import type { WaitOptions } from './wait-options.ts';

/**
 * Waits until the operations of a response have ended.
 *
 * `finished` and `skipped` are successes. `cancelled`, `error`, and `failed` once Neon no longer retries, are failures.
 * Polls after a tenth of the time waited, 25 ms to 1 s; several waits of one client for one project share their polls.
 *
 * @param from a response with `operations` (if it has none: resolves at once with []), an operation, a token of
 *   `operationsToken()`, or a list of these
 * @returns the operations in the order given, as last read
 * @throws NeonOperationError with all operations that did not succeed, after the others ended or `failedGraceMs` passed
 * @throws NeonTimeoutError after `timeoutMs`, with the operations that are still running.
 *   Both have `finished`, `pending`, and the `token` to continue with.
 * @throws what a poll throws, or the reason of `options.signal`
 * @throws NeonUsageError if a token or an option is malformed
 * @example
 * const created = await createProject(neon, { body: { project: {} } });
 * await waitForOperations(neon, created, { timeoutMs: 120_000 });
 */
export async function waitForOperations(
  neon: NeonCaller,
  from: OperationsSource,
  { onProgress, ...options }: WaitOptions = {},
): Promise<Operation[]> {
  const polling = pollOperations(neon, from, options);
  for (;;) {
    const { value, done } = await polling.next();
    if (done) return value ?? [];
    notify(onProgress, () => value);
  }
}
