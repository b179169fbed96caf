/** `skipped` when what the task is about has gone in the meantime. */
export type TaskOutcome = 'finished' | 'skipped';
