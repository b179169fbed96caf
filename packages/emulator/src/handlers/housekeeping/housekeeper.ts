import { messageOf } from '@neon-api/ground';
import type { Log } from '../../support/index.ts';
import type { SharedContext } from '../handler.ts';
import { findNextDueMs } from './due-times.ts';
import { sweepProject } from './sweep-project.ts';

/** Does what happens by itself as time passes: expiry, the end of recovery, scheduled snapshots, idle computes. */
export interface Housekeeper {
  /** Does what is due by now. Before each call, so that no answer shows what should be gone. */
  sweep(): void;
  /** Sweeps by itself from now on, also when nobody calls. */
  start(): void;
  stop(): void;
}

/** The longest sleep: something nearer, such as the suspension of a new compute, may have come up in the meantime. */
const MAX_SLEEP_MS = 3000;
/** How long the answer to what is due next is good for. Spec: deletion need not occur exactly at its time. */
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
        await clock.sleep(Math.min(MAX_SLEEP_MS, Math.max(SCAN_EVERY_MS, nextDueMs - clock.now())), stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) log(`Housekeeping failed: ${messageOf(error)}`);
      }
    }
  }

  return {
    sweep,
    start() {
      // Whoever moves a virtual clock looks afterwards, and each call sweeps first: a sleeper would only be in the way.
      if (!('advance' in clock)) void run();
    },
    stop: () => stopping.abort(),
  };
}
