import { assignDefined, isNeonError } from '../errors/index.ts';
import {
  type CallEvent,
  type ErrorEvent,
  type NeonHooks,
  notify,
  type ResponseEvent,
  type RetryEvent,
} from '../hooks/index.ts';
import { safeCause } from './causes.ts';
import type { Call, Redact } from './request.ts';

export interface EventSettings {
  readonly hooks: NeonHooks;
  readonly baseUrl: string;
}

/** The fields that only some events have. */
type EventFields = { readonly [Name in keyof (ResponseEvent & RetryEvent & ErrorEvent)]?: unknown };

/** Calls a hook with an event of this call. `readFields` runs only if there is such a hook. */
export function emit(
  { callId, operationId, method, route, ids, attempts: attempt, redact }: Call,
  { hooks, baseUrl }: EventSettings,
  name: keyof NeonHooks,
  readFields?: () => EventFields,
): void {
  notify(hooks[name] as ((event: CallEvent) => unknown) | undefined, () => ({
    ...readFields?.(),
    callId,
    operationId,
    method,
    route,
    ids: assignDefined({}, ids, redact),
    baseUrl,
    attempt,
  }));
}

/** Returns an error as plain data. */
export function describeError(error: unknown, redact: Redact): Record<string, unknown> {
  if (isNeonError(error)) return error.toJSON();
  const { name, message } = safeCause(error, redact);
  return { name, message };
}
