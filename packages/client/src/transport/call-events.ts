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
  /** `debug` prints each event. */
  readonly log: string | undefined;
}

/** The fields that only some events have. */
type EventFields = { readonly [Name in keyof (ResponseEvent & RetryEvent & ErrorEvent)]?: unknown };

/** Prints an event of this call if `log` is `debug`, and calls its hook. `readFields` runs only if one of them needs it. */
export function emit(
  { callId, operationId, method, route, ids, attempts: attempt, redact }: Call,
  { hooks, baseUrl, log }: EventSettings,
  name: keyof NeonHooks,
  readFields?: () => EventFields,
): void {
  const hook = hooks[name] as ((event: CallEvent) => unknown) | undefined;
  const print = (event: CallEvent): unknown => {
    console.error(`neon ${name} ${JSON.stringify(event)}`);
    return hook?.(event);
  };
  notify(log === 'debug' ? print : hook, () => ({
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
