import type { Operation } from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import { cancellable } from '../internal/index.ts';
import { monotonicNow } from '../runtime/index.ts';
import { createEventQueue } from './event-queue.ts';
import { DEFAULT_PACE, nextPollDelayMs } from './next-poll-delay.ts';
import { type OperationsSource, readOperationsSource } from './operations-source.ts';
import type { OperationName } from './operations-token.ts';
import { pollTogether, type Reading } from './poll-together.ts';
import { badOperationsError, waitTimeoutError } from './wait-errors.ts';
import { type ResolvedWaitOptions, resolveWaitOptions, type WaitOptions, type WaitProgress } from './wait-options.ts';
import { type FailureLog, judgeWait, quietMsOf, type WaitState } from './wait-state.ts';

// How long the last poll at the deadline may take.
const LAST_LOOK_MS = 1_000;

/** The result of a round: operations of a project, undefined at the deadline, or an error to throw. */
type WatchEvent = { readonly projectId: string; readonly reading: Reading } | { readonly error: unknown } | undefined;

/**
 * Waits like `waitForOperations`, but as an iterator of its progress: once at the start (for a token: as soon as its
 * operations are read), after every round, and at the end. Leaving the loop ends the wait and cancels any request.
 *
 * @returns the operations, as the iterator's return value
 * @throws what `waitForOperations` throws
 * @example
 * for await (const { finished, total } of pollOperations(neon, created)) console.log(`${finished} of ${total}`);
 */
export function pollOperations(
  neon: NeonCaller,
  from: OperationsSource,
  options: Omit<WaitOptions, 'onProgress'> = {},
): AsyncGenerator<WaitProgress, Operation[] | undefined, void> {
  const resolved = resolveWaitOptions(options, 'pollOperations');
  const operations = readOperationsSource(from);
  return cancellable((signal) => watch(neon, operations, resolved, signal), resolved.signal);
}

async function* watch(
  neon: NeonCaller,
  from: readonly (Operation | OperationName)[],
  { timeoutMs, failedGraceMs }: ResolvedWaitOptions,
  signal: AbortSignal,
): AsyncGenerator<WaitProgress, Operation[], void> {
  const { clock, random } = neon.runtime;
  const latest = new Map(from.map((operation) => [operation.id, operation]));
  const failures: FailureLog = new Map();
  const polling = new Set<string>();
  const { push, takeAll } = createEventQueue<WatchEvent>();
  const pushError = (error: unknown): void => push({ error });
  const startedAt = monotonicNow(clock);
  const readings = new Map<string, Reading>();
  let deadline = Number.POSITIVE_INFINITY;
  const endBy = (time: number): void => {
    if (time >= deadline) return;
    deadline = time;
    clock.sleep(time + LAST_LOOK_MS - monotonicNow(clock), signal).then(() => push(undefined), pushError);
  };
  endBy(startedAt + timeoutMs);

  for (let rounds = 0; ; rounds++) {
    const now = monotonicNow(clock);
    const state = judgeWait([...latest.values()], now, failedGraceMs, failures);
    const { known, bad, unread } = state;
    const left = [...state.pending, ...unread];
    // Operations that depend on a bad one may stay scheduled forever.
    if (bad.length > 0) endBy(now + failedGraceMs);
    const over = now >= deadline;
    if (unread.length === 0) yield progressOf(state, now - startedAt);
    if (bad.length > 0 && (left.length === 0 || over)) throw badOperationsError(state, rounds);
    if (left.length === 0) return [...known];
    if (over) throw waitTimeoutError(state, timeoutMs, rounds);

    for (const [projectId, operations] of groupByProject(left)) {
      if (polling.has(projectId)) continue;
      polling.add(projectId);
      // A reading requested in the same millisecond in which the wait began counts as new.
      const { readMs, askedMs } = readings.get(projectId) ?? { readMs: startedAt, askedMs: startedAt - 1 };
      const quietMs = quietMsOf(operations, now, clock.now(), failures);
      const delayMs = nextPollDelayMs(readMs - startedAt, DEFAULT_PACE, random, quietMs && now - readMs + quietMs);
      const isUnread = operations.every((operation) => !('status' in operation));
      const dueMs = isUnread ? now : Math.min(readMs + delayMs, deadline);
      const ids = operations.map(({ id }) => id);
      pollTogether(neon, projectId, ids, askedMs, dueMs, signal).then(
        (reading) => push({ projectId, reading }),
        pushError,
      );
    }
    for (const event of await takeAll()) {
      if (event === undefined) continue;
      if ('error' in event) throw event.error;
      const { projectId, reading } = event;
      polling.delete(projectId);
      readings.set(projectId, reading);
      for (const operation of reading.operations) if (latest.has(operation.id)) latest.set(operation.id, operation);
    }
  }
}

function progressOf({ known, pending }: WaitState, elapsedMs: number): WaitProgress {
  const statuses: Record<string, number> = {};
  for (const { status } of known) statuses[status] = (statuses[status] ?? 0) + 1;
  return { total: known.length, finished: known.length - pending.length, pending, statuses, elapsedMs };
}

function groupByProject<Named extends OperationName>(operations: readonly Named[]): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  for (const operation of operations) {
    groups.set(operation.project_id, [...(groups.get(operation.project_id) ?? []), operation]);
  }
  return groups;
}
