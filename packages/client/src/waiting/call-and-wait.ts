import type { Operation } from '@neon-api/types';
import type { CallOptions, NeonCaller } from '../client/index.ts';
import { type AnyNeonError, isNeonError, NeonError, NeonOperationError } from '../errors/index.ts';
import type { OperationFunction } from '../pagination/index.ts';
import { readOperationsSource } from './operations-source.ts';
import { tokenOf } from './operations-token.ts';
import { waitForOperations } from './wait-for-operations.ts';
import { resolveWaitOptions, type WaitOptions } from './wait-options.ts';

export interface CallAndWaitOptions extends WaitOptions {
  /** Options of the call. The others are options of the wait, but `signal` cancels both. */
  readonly call?: Omit<CallOptions, 'signal'> | undefined;
}

/** `unknown` for functions that start operations; an error text that no function matches for others. */
export type MustStartOperations<Answer> = 'pagination' extends keyof NonNullable<Answer>
  ? 'This operation starts nothing to wait for.'
  : NonNullable<Answer> extends { readonly operations: readonly Operation[] }
    ? unknown
    : 'This operation starts nothing to wait for.';

interface Accepted {
  readonly operation: unknown;
  readonly answer: unknown;
}

// Outside the errors, because a response may contain a password.
const ACCEPTED = new WeakMap<Error, Accepted>();

/**
 * Calls an operation and waits until the operations that it started have ended.
 *
 * @param operation a function of `@neon-api/client/operations` whose response has `operations`; others do not compile
 * @returns the response with its operations as they ended; other fields are not updated
 * @throws what the call throws: Neon did not accept it, or its `outcome` is unknown
 * @throws NeonOperationError or NeonTimeoutError if Neon accepted the call but the wait failed, with a `token` to
 *   continue. `answerBehind(error, operation)` returns the response of the call. If a poll failed, it is the `cause`.
 * @throws the reason of `options.signal`
 * @example
 * const { project } = await callAndWait(neon, createProject, { body: { project: {} } }, { timeoutMs: 120_000 });
 */
export async function callAndWait<Params, Answer>(
  neon: NeonCaller,
  operation: OperationFunction<Params, Answer> & MustStartOperations<Answer>,
  params: Params,
  { call, ...options }: CallAndWaitOptions = {},
): Promise<Answer> {
  resolveWaitOptions(options, 'callAndWait');
  const { signal } = options;
  const answer = await operation(neon, params, signal ? { ...call, signal } : call);
  if (!answer) return answer;
  try {
    return { ...answer, operations: await waitForOperations(neon, answer, options) };
  } catch (error) {
    if (!isNeonError(error)) throw error;
    const failure = error instanceof NeonError && 'pending' in error ? error : watchFailed(error, answer);
    ACCEPTED.set(failure, { operation, answer });
    throw failure;
  }
}

/**
 * Returns the response that `callAndWait` received before its wait failed: the project or branch exists, but may not be
 * ready. Returns undefined if Neon did not accept the call, or the error is about another operation.
 *
 * @example
 * try {
 *   return await callAndWait(neon, createProject, { body: { project: {} } });
 * } catch (error) {
 *   const created = answerBehind(error, createProject);
 *   if (created) await remember(created.project.id, operationsToken(created));
 *   throw error;
 * }
 */
export function answerBehind<Params, Answer>(
  error: unknown,
  operation: OperationFunction<Params, Answer>,
): Answer | undefined {
  const accepted = error instanceof Error ? ACCEPTED.get(error) : undefined;
  return accepted?.operation === operation ? (accepted?.answer as Answer) : undefined;
}

function watchFailed(cause: AnyNeonError, answer: object): NeonOperationError {
  // If the wait could not read the operations, reading them again would fail too.
  const pending = cause.name === 'NeonUsageError' ? [] : (readOperationsSource(answer) as Operation[]);
  return new NeonOperationError(
    `The request was accepted, but waiting for its operations failed: ${cause.message} ` +
      'Do not send it again: wait with error.token, or check what exists.',
    {
      operations: [],
      finished: [],
      pending,
      token: pending.length > 0 ? tokenOf(pending) : undefined,
      attempts: 1,
      outcome: 'unknown',
      cause,
    },
  );
}
