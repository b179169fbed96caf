import type { Operation } from '@neon-api/types';
import type { AttemptVerdict } from '../operations/index.ts';
import type { Fault } from './fault.ts';

export type OperationFault = Extract<Fault, { readonly kind: `operation-${string}` }>;

/** Outcomes of operations that faults have decided. */
export interface OperationFaults {
  /** Decides the outcome of one of the operations in a response. */
  scheduleOutcome(answer: unknown, fault: OperationFault): void;
  /** Returns the outcome of the next attempt, or throws if the attempt must fail. */
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
  const { failures = 'always', message = 'failure caused by a fault' } = fault;
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
