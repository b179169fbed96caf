import { projectLocked } from '../errors/index.ts';
import type { OperationRecord, ProjectRecord } from '../state/index.ts';

const UNFINISHED: readonly string[] = ['scheduling', 'running', 'failed', 'cancelling'];

/** Whether the operation is not final: `failed` waits for its retry, and `cancelling` for the undo. */
export function isUnfinished({ operation }: OperationRecord): boolean {
  return UNFINISHED.includes(operation.status);
}

function isLocked({ operations }: ProjectRecord): boolean {
  return operations.some((record) => !record.hidden && isUnfinished(record));
}

/** Neon refuses to schedule operations on a project that has unfinished ones (423). */
export function requireUnlocked(project: ProjectRecord): void {
  if (isLocked(project)) throw projectLocked();
}
