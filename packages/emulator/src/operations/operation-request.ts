import type { OperationAction } from '@neon-api/types';
import type { OperationTask } from '../state/index.ts';

/** An operation to be scheduled. */
export interface OperationRequest {
  readonly action: OperationAction;
  readonly branchId?: string;
  readonly endpointId?: string;
  readonly task: OperationTask;
  /** Neon does this work without showing an operation for it. */
  readonly hidden?: boolean;
}
