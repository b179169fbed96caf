import type { Operation } from '@neon-api/types';
import { fillOptions } from '../internal/index.ts';

/** The progress of a wait. */
export interface WaitProgress {
  readonly total: number;
  /** How many have ended, whether or not they succeeded. */
  readonly finished: number;
  /** The operations that have not ended, as last read. */
  readonly pending: readonly Operation[];
  /** How many operations have each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
}

export interface WaitOptions {
  /** How long to wait in all, in milliseconds, from 1; `Infinity` for no limit; default 600,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait at any point; it then rejects with the signal's reason. The operations continue at Neon. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called at the start, after every round and at the end. Its errors are ignored.
   *
   * @example
   * waitForOperations(neon, created, { onProgress: ({ finished, total }) => console.log(`${finished}/${total}`) });
   */
  readonly onProgress?: ((progress: WaitProgress) => void) | undefined;
  /**
   * How long to wait for Neon to retry a failed operation, and for the other operations once one did not succeed, in
   * milliseconds, from 0; default 30,000.
   */
  readonly failedGraceMs?: number | undefined;
}

export interface ResolvedWaitOptions {
  readonly timeoutMs: number;
  readonly failedGraceMs: number;
  readonly signal: AbortSignal | undefined;
}

const DEFAULTS: ResolvedWaitOptions & { readonly onProgress: undefined } = {
  timeoutMs: 600_000,
  failedGraceMs: 30_000,
  signal: undefined,
  onProgress: undefined,
};

export function resolveWaitOptions(options: WaitOptions, where: string): ResolvedWaitOptions {
  return fillOptions(options, DEFAULTS, where);
}
