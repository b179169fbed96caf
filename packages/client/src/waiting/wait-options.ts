import type { Operation } from '@neon-api/types';
import { assertKnownKeys, assertMilliseconds } from '../internal/index.ts';

/** How far a wait has come. */
export interface WaitProgress {
  readonly total: number;
  /** How many have ended, well or badly. */
  readonly finished: number;
  /** Those that go on, as last read. */
  readonly pending: readonly Operation[];
  /** How many operations have each status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
}

export interface WaitOptions {
  /** How long to wait in all, in milliseconds, from 1; `Infinity` for no limit; default 600,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait at any point; it then rejects with the signal's reason. The operations go on at Neon. */
  readonly signal?: AbortSignal | undefined;
  /** Called at the start, after every round and at the end. What it throws is dropped: a display cannot break a wait. */
  readonly onProgress?: ((progress: WaitProgress) => void) | undefined;
  /**
   * How long a failed operation may stand without a retry by Neon, and how long the others are still waited for once
   * one has ended badly, in milliseconds, from 0; default 30,000.
   */
  readonly failedGraceMs?: number | undefined;
}

const DEFAULTS = { timeoutMs: 600_000, failedGraceMs: 30_000 } as const;

export interface ResolvedWaitOptions {
  readonly timeoutMs: number;
  readonly failedGraceMs: number;
  readonly signal: AbortSignal | undefined;
}

export function resolveWaitOptions(options: Omit<WaitOptions, 'onProgress'>, where: string): ResolvedWaitOptions {
  assertKnownKeys(options, ['signal', 'onProgress', ...Object.keys(DEFAULTS)], where);
  const { timeoutMs = DEFAULTS.timeoutMs, failedGraceMs = DEFAULTS.failedGraceMs, signal } = options;
  assertMilliseconds(timeoutMs, 'timeoutMs', where);
  assertMilliseconds(failedGraceMs, 'failedGraceMs', where, 0);
  return { timeoutMs, failedGraceMs, signal };
}

/** A callback whose exceptions and rejections stay inside. */
export function shieldProgress(callback: WaitOptions['onProgress']): (progress: WaitProgress) => void {
  return (progress) => {
    new Promise((resolve) => resolve(callback?.(progress))).catch(() => undefined);
  };
}
