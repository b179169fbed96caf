import type { Operation } from '@neon-api/types';
import type { Fault } from './fault.ts';

type OperationFault = Extract<Fault, { readonly kind: 'operation-fails' }>;

/** Operations that faults have condemned to fail, by their id. */
export interface OperationFaults {
  /** Takes one of the operations in a call's answer. */
  condemn(answer: unknown, fault: OperationFault): void;
  /** Throws while this operation still has to fail. */
  failIfCondemned(operation: Operation): void;
  clear(): void;
}

export function createOperationFaults(): OperationFaults {
  const condemned = new Map<string, { failuresLeft: number; readonly message: string }>();
  return {
    condemn(answer, { failures = 'always', action, message = 'failed by a fault' }) {
      const operation = operationsOf(answer).find((candidate) => action === undefined || candidate.action === action);
      if (!operation) return;
      const failuresLeft = failures === 'always' ? Number.POSITIVE_INFINITY : failures;
      condemned.set(operation.id, { failuresLeft, message });
    },
    failIfCondemned({ id }) {
      const fate = condemned.get(id);
      if (!fate) return;
      fate.failuresLeft -= 1;
      if (fate.failuresLeft <= 0) condemned.delete(id);
      throw new Error(fate.message);
    },
    clear: () => condemned.clear(),
  };
}

function operationsOf(answer: unknown): readonly Operation[] {
  const { operations = [] } = (answer ?? {}) as { readonly operations?: readonly Operation[] };
  return operations;
}
