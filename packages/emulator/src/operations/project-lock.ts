import { projectLocked } from '../errors/index.ts';
import type { OperationRecord, ProjectRecord } from '../state/index.ts';

const UNFINISHED: readonly string[] = ['scheduling', 'running', 'failed', 'cancelling'];

/** `failed` waits for its next attempt and `cancelling` for what is undone, so neither is the end. */
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
