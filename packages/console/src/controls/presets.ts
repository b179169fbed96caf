import type { AddedFault, Fault, FaultEffect, FaultTarget } from '@neon-api/emulator';

/** A fault that one switch turns on and off. */
export interface Preset {
  readonly name: string;
  readonly hint: string;
  readonly effect: FaultEffect;
}

export const PRESETS: readonly Preset[] = [
  { name: 'Unavailable', hint: 'Answers 503', effect: { kind: 'status', status: 503 } },
  { name: 'Rate limited', hint: 'Answers 429', effect: { kind: 'status', status: 429 } },
  { name: 'Locked', hint: 'Answers 423 and locks the project for 5 s', effect: { kind: 'lock', ms: 5000 } },
  { name: 'Slow', hint: 'Answers 2 s later', effect: { kind: 'delay', ms: 2000 } },
  {
    name: 'Connection reset',
    hint: 'Closes the connection after the effect',
    effect: { kind: 'reset', when: 'after' },
  },
  { name: 'No answer', hint: 'Waits until the caller gives up', effect: { kind: 'hang' } },
  { name: 'Cut off', hint: 'Closes the connection after half of the answer', effect: { kind: 'truncate' } },
  { name: 'HTML page', hint: 'Answers like a proxy', effect: { kind: 'html' } },
  { name: 'Failing operations', hint: 'The first operation of each call fails', effect: { kind: 'operation-fails' } },
  {
    name: 'Cancelled operations',
    hint: 'The first operation of each call is cancelled',
    effect: { kind: 'operation-cancels' },
  },
];

/** How often a fault strikes: on the next call, or with a probability. */
export type Frequency = 'once' | '0.1' | '0.5' | '1';

/** Returns the fault for a choice of calls: empty for every call, else an operation such as `createProject`. */
export function faultOf(effect: FaultEffect, operationId: string, frequency: Frequency): Fault {
  const target: FaultTarget = operationId.trim() === '' ? { any: true } : { operationId: operationId.trim() };
  // Without a probability, a fault strikes once.
  return { ...effect, ...target, ...(frequency === 'once' ? {} : { probability: Number(frequency) }) };
}

/** Returns the active faults with this effect, whatever calls they strike. */
export function faultsWith(effect: FaultEffect, faults: Iterable<AddedFault>): AddedFault[] {
  return [...faults].filter((fault) =>
    Object.entries(effect).every(([name, value]) => (fault as unknown as Record<string, unknown>)[name] === value),
  );
}

/** Says which calls a fault strikes, and how often. */
export function describeTarget(fault: AddedFault): string {
  const { operationId, route, probability, nth = 1, times = 1 } = fault;
  const calls = operationId ?? route ?? 'every operation';
  if (probability !== undefined) return `${calls}, ${Math.round(probability * 100)} % of calls`;
  return `${calls}, ${times === 1 ? 'once' : `${times} times`}${nth > 1 ? ` from call ${nth} on` : ''}`;
}

/** Whether the fault has struck as often as it may. */
export function isSpent({ probability, times = 1, struck }: AddedFault): boolean {
  return probability === undefined && struck >= times;
}
