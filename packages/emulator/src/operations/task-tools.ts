import type { Log } from '../support/index.ts';
import type { Tools } from './read-branch.ts';

/** The tools for a task. */
export interface TaskTools extends Tools {
  readonly log: Log;
  /** Whether an earlier attempt, perhaps by a killed emulator, may have done all or part of the work. */
  readonly isRetry?: boolean;
}

/** `skipped` if the subject of the task no longer exists. */
export type TaskOutcome = 'finished' | 'skipped';
