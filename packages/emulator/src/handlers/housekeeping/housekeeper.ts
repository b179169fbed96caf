import { messageOf } from '@neon-api/ground';
import type { Log } from '../../support/index.ts';
import type { SharedContext } from '../handler.ts';
import { findNextDueMs } from './due-times.ts';
import { sweepProject } from './sweep-project.ts';

/** Runs what the passing of time causes: expiry, the end of recovery, scheduled snapshots, idle suspension. */
export interface Housekeeper {
  /** Runs overdue housekeeping. Called before each request, so that the response reflects the current time. */
  sweep(): void;
  /** Sweeps regularly from now on, even without requests. */
  start(): void;
  stop(): void;
}

/** The longest sleep, because new work, such as suspending a new compute, may be due earlier. */
const MAX_SLEEP_MS = 3000;
/** How long the next due time stays valid. Spec: deletion need not occur exactly at its time. */
const SCAN_EVERY_MS = 1000;

export function createHousekeeper(context: SharedContext, log: Log): Housekeeper {
  const { store, clock } = context;
  const stopping = new AbortController();
  let scannedAtMs = Number.NEGATIVE_INFINITY;
  let nextDueMs = Number.NEGATIVE_INFINITY;

  function scan(): void {
    scannedAtMs = clock.now();
    nextDueMs = findNextDueMs(store.state);
  }

  function sweep(): void {
    const nowMs = clock.now();
    if (nowMs < nextDueMs && nowMs - scannedAtMs < SCAN_EVERY_MS) return;
    scan();
    if (nextDueMs > nowMs) return;
    for (const project of store.state.projects.values()) sweepProject(context, project);
    store.commit();
    scan();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        sweep();
        const pauseMs = Math.min(MAX_SLEEP_MS, Math.max(SCAN_EVERY_MS, nextDueMs - clock.now()));
        await clock.sleep(pauseMs, stopping.signal, true);
      } catch (error) {
        if (!stopping.signal.aborted) log(`Housekeeping failed: ${messageOf(error)}`);
      }
    }
  }

  return {
    sweep,
    start() {
      // A virtual clock needs no timer: results are read through calls, and every call sweeps first.
      if (!('advance' in clock)) void run();
    },
    stop: () => stopping.abort(),
  };
}
