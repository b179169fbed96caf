import { type Answer, type Call, type Policy, toResponse } from '../calls/index.ts';
import { ApiError, ConnectionLost, projectLocked } from '../errors/index.ts';
import type { Clock } from '../support/index.ts';
import type { Fault } from './fault.ts';
import type { FaultSource } from './fault-list.ts';
import { isOperationFault, type OperationFaults } from './operation-faults.ts';
import type { FaultLocks } from './project-locks.ts';

export interface FaultInjection {
  readonly faults: FaultSource;
  readonly locks: FaultLocks;
  readonly operationFaults: OperationFaults;
  readonly clock: Clock;
  /** Aborted when the emulator stops, so that no call hangs longer. */
  readonly stopping: AbortSignal;
}

const HTML = '<!doctype html><html><head><title>Proxy</title></head><body><h1>It works!</h1></body></html>\n';

/** Applies the faults that strike a call: first those before its effect, then the effect, then those after it. */
export function injectFaults(injection: FaultInjection): Policy {
  const { faults, locks } = injection;
  return async (call, next) => {
    const struck = faults.draw(call.operation);
    for (const fault of struck) {
      const answer = await applyBefore(fault, call, injection);
      if (answer) return answer;
    }
    if (call.operation.method !== 'GET') locks.requireUnlocked(subjectOf(call));
    if (struck.length === 0) return next(call);
    let answer = await next(withScheduledOutcomes(call, struck, injection));
    for (const fault of struck) answer = await applyAfter(answer, fault);
    return answer;
  };
}

async function applyBefore(
  fault: Fault,
  call: Call,
  { locks, clock, stopping }: FaultInjection,
): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status':
      return answerWith(fault);
    case 'delay':
      await clock.sleep(fault.ms, stopping).catch(() => {
        throw new ConnectionLost('the emulator stopped during the delay');
      });
      return undefined;
    case 'reset':
      if (fault.when === 'before') throw new ConnectionLost('reset by a fault before the effect');
      return undefined;
    case 'html':
      return new Response(HTML, { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    case 'hang':
      await untilAborted([call.request.signal, stopping]);
      throw new ConnectionLost('hung by a fault');
    case 'lock':
      locks.lock(subjectOf(call), fault.ms);
      throw projectLocked();
    case 'truncate':
    case 'operation-fails':
    case 'operation-cancels':
    case 'operation-skips':
      return undefined;
  }
}

async function applyAfter(answer: Answer, fault: Fault): Promise<Answer> {
  if (fault.kind === 'reset') throw new ConnectionLost('reset by a fault after the effect');
  if (fault.kind !== 'truncate') return answer;
  const response = toResponse(answer);
  const { status, headers } = response;
  const whole = new Uint8Array(await response.arrayBuffer());
  throw new ConnectionLost('truncated by a fault', {
    status,
    headers: { ...Object.fromEntries(headers), 'content-length': String(whole.byteLength) },
    bytes: whole.subarray(0, Math.floor(whole.byteLength / 2)),
  });
}

function answerWith({ status, body, headers = {} }: Extract<Fault, { readonly kind: 'status' }>): Response {
  if (body === undefined && status >= 400)
    throw new ApiError(status, `status ${status} caused by a fault`, '', headers);
  if (body === undefined) return new Response(null, { status, headers });
  return typeof body === 'string'
    ? new Response(body, { status, headers: { 'Content-Type': 'text/plain', ...headers } })
    : Response.json(body, { status, headers });
}

function withScheduledOutcomes(call: Call, struck: readonly Fault[], { operationFaults }: FaultInjection): Call {
  return {
    ...call,
    onAnswer(answer) {
      for (const fault of struck) if (isOperationFault(fault)) operationFaults.scheduleOutcome(answer, fault);
    },
  };
}

/** Returns what a lock applies to: the call's project, or the operation if there is no project. */
function subjectOf({ pathParams, operation }: Call): string {
  return pathParams.project_id ?? operation.operationId;
}

function untilAborted(signals: readonly AbortSignal[]): Promise<void> {
  const either = AbortSignal.any([...signals]);
  if (either.aborted) return Promise.resolve();
  return new Promise((resolve) => either.addEventListener('abort', () => resolve(), { once: true }));
}
