import { isNeonError } from '../errors/index.ts';
import type { CallEvent } from '../hooks/index.ts';
import { safeCause } from './causes.ts';
import type { Call, Redact } from './request.ts';

/** What all events of a call have in common. */
export function describeCall(
  { callId, operationId, method, route, ids, attempts: attempt, redact }: Call,
  baseUrl: string,
): CallEvent {
  const safeIds = Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, redact(value)]));
  return { callId, operationId, method, route, ids: safeIds, baseUrl, attempt };
}

/** An error as plain data. */
export function describeError(error: unknown, redact: Redact): Record<string, unknown> {
  if (isNeonError(error)) return error.toJSON();
  const { name, message } = safeCause(error, redact);
  return { name, message };
}
