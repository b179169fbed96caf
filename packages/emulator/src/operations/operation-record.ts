import { messageOf } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import type { OperationRecord, ProjectRecord, Store } from '../state/index.ts';
import { type Clock, type Random, randomUuid, timestampOf } from '../support/index.ts';
import type { OperationRequest } from './operation-request.ts';

/** Creates the record of a waiting operation. Operations of one call share a `batch`. */
export function newOperation(
  { store, random }: { readonly store: Store; readonly random: Random },
  project: ProjectRecord,
  request: OperationRequest,
  batch: string,
): OperationRecord {
  const createdAt = store.nextOperationTime();
  return {
    operation: {
      id: randomUuid(random),
      project_id: project.project.id,
      ...(request.branchId ? { branch_id: request.branchId } : {}),
      ...(request.endpointId ? { endpoint_id: request.endpointId } : {}),
      action: request.action,
      status: 'scheduling',
      failures_count: 0,
      created_at: createdAt,
      updated_at: createdAt,
      total_duration_ms: 0,
    },
    task: request.task,
    ...(request.undo ? { undo: request.undo } : {}),
    batch,
    hidden: request.hidden ?? false,
  };
}

export function setStatus({ operation }: OperationRecord, status: Operation['status'], clock: Clock): void {
  operation.status = status;
  operation.updated_at = timestampOf(clock);
  operation.total_duration_ms = Math.max(0, clock.now() - Date.parse(operation.created_at));
}

export function noteFailure({ operation }: OperationRecord, error: unknown): void {
  operation.error = messageOf(error);
  operation.failures_count += 1;
}
