import type { OperationAction } from '@neon-api/types';
import type { OperationTask, RecordsBefore } from '../state/index.ts';

/** An operation to schedule. */
export interface OperationRequest {
  readonly action: OperationAction;
  readonly branchId?: string;
  readonly endpointId?: string;
  readonly task: OperationTask;
  /** The records to restore if the operation fails. */
  readonly undo?: RecordsBefore;
  /** Whether Neon does this work without showing an operation. */
  readonly hidden?: boolean;
}

/** Returns the plan whose last task of a kind restores these records if it or an earlier one fails. */
export function undoneBy(
  plan: readonly OperationRequest[],
  kind: OperationTask['kind'],
  undo: RecordsBefore,
): OperationRequest[] {
  const at = plan.findLastIndex(({ task }) => task.kind === kind);
  return plan.map((request, index) => (index === at ? { ...request, undo } : request));
}
