import type { NeonCaller } from '@neon-api/client';

/**
 * One piece of work as plain data. It has everything that the step needs, so that another process or a durable engine can
 * run it.
 */
export interface WorkUnit {
  /** Identifies the unit within the job. Must be the same in every run. */
  readonly key: string;
}

/** What a step receives with its unit. */
export interface StepContext {
  /** The client to use. It keeps to the job's `rate`. */
  readonly neon: NeonCaller;
  /** Aborts when the job does. Pass it on. */
  readonly signal: AbortSignal;
}

/**
 * Does the work of one unit. It may run twice for a unit, because a process can die before it records that the unit is
 * done. So it must check what exists before it creates anything, as `ensureBranch` does.
 */
export type Step<Unit extends WorkUnit, Result> = (unit: Unit, context: StepContext) => Promise<Result>;
