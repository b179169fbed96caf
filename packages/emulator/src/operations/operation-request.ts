import type { OperationAction } from '@neon-api/types';
import type { OperationTask, RecordsBefore } from '../state/index.ts';

/** An operation to be scheduled. */
export interface OperationRequest {
  readonly action: OperationAction;
  readonly branchId?: string;
  readonly endpointId?: string;
  readonly task: OperationTask;
  /** What is put back when it ends badly. */
  readonly undo?: RecordsBefore;
  /** Neon does this work without showing an operation for it. */
  readonly hidden?: boolean;
}

/** The plan in which the last task of a kind puts these records back when it, or one before it, ends badly. */
export function undoneBy(
  plan: readonly OperationRequest[],
  kind: OperationTask['kind'],
  undo: RecordsBefore,
): OperationRequest[] {
  const at = plan.findLastIndex(({ task }) => task.kind === kind);
  return plan.map((request, index) => (index === at ? { ...request, undo } : request));
}
