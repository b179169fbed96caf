import type { Operation } from '@neon-api/types';
import type { AttemptVerdict } from '../operations/index.ts';
import type { Fault } from './fault.ts';

export type OperationFault = Extract<Fault, { readonly kind: `operation-${string}` }>;

/** Operations whose end faults have decided, by their id. */
export interface OperationFaults {
  /** Decides how one of the operations in a call's answer ends. */
  scheduleOutcome(answer: unknown, fault: OperationFault): void;
  /** The outcome of the next attempt; throws while the operation still has to fail. */
  judgeAttempt(operation: Operation): AttemptVerdict;
  clear(): void;
}

export function isOperationFault(fault: Fault): fault is OperationFault {
  return fault.kind.startsWith('operation-');
}

export function createOperationFaults(): OperationFaults {
  const outcomes = new Map<string, () => AttemptVerdict>();
  return {
    scheduleOutcome(answer, fault) {
      const { action } = fault;
      const operation = operationsOf(answer).find((candidate) => action === undefined || candidate.action === action);
      if (operation) outcomes.set(operation.id, outcomeOf(fault));
    },
    judgeAttempt: ({ id }) => outcomes.get(id)?.() ?? 'go',
    clear: () => outcomes.clear(),
  };
}

function outcomeOf(fault: OperationFault): () => AttemptVerdict {
  if (fault.kind !== 'operation-fails') return () => (fault.kind === 'operation-cancels' ? 'cancel' : 'skip');
  const { failures = 'always', message = 'failed by a fault' } = fault;
  let failuresLeft = failures === 'always' ? Number.POSITIVE_INFINITY : failures;
  return () => {
    if (failuresLeft <= 0) return 'go';
    failuresLeft -= 1;
    throw new Error(message);
  };
}

function operationsOf(answer: unknown): readonly Operation[] {
  const { operations = [] } = (answer ?? {}) as { readonly operations?: readonly Operation[] };
  return operations;
}
