import type { NeonCaller } from '@neon-api/client';

/**
 * One piece of work as plain data, so that another process, or a durable engine, can take it up: everything that the
 * step needs is in it.
 */
export interface WorkUnit {
  /** Tells the unit from all others of the job, in every run. */
  readonly key: string;
}

/** What a step gets beside its unit. */
export interface StepContext {
  /** The client to use: it keeps the job's `rate`. */
  readonly neon: NeonCaller;
  /** Aborts when the job does; pass it on. */
  readonly signal: AbortSignal;
}

/**
 * Does one unit. It may run twice for the same unit, as a process may end after the work and before the note of it: so
 * it looks before it makes, as `ensureBranch` does.
 */
export type Step<Unit extends WorkUnit, Result> = (unit: Unit, context: StepContext) => Promise<Result>;
