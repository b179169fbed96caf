import { projectLocked } from '../errors/index.ts';
import type { ProjectRecord } from '../state/index.ts';

/** Neon refuses to schedule operations on a project that has unfinished ones (423). */
export function requireUnlocked({ operations }: ProjectRecord): void {
  const isBusy = operations.some(
    ({ operation: { status }, hidden }) => !hidden && (status === 'scheduling' || status === 'running'),
  );
  if (isBusy) throw projectLocked();
}
