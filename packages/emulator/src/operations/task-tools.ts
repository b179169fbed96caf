import type { Log } from '../support/index.ts';
import type { Tools } from './read-branch.ts';

/** What a task works with. */
export interface TaskTools extends Tools {
  readonly log: Log;
  /** An earlier attempt, perhaps of an emulator that was killed, may have done the work or a part of it. */
  readonly isRetry?: boolean;
}

/** `skipped` when what the task is about has gone in the meantime. */
export type TaskOutcome = 'finished' | 'skipped';
