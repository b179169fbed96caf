import { renameSync } from 'node:fs';

/** The error codes of a rename on Windows while a virus scanner, an indexer or an editor has the file open. */
const BUSY: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];
const GIVE_UP_AFTER_MS = 4000;
const PAUSES_MS = { first: 10, longest: 200 } as const;

export interface RenameSystem {
  readonly rename: (from: string, to: string) => void;
  readonly sleep: (ms: number) => void;
}

const SYSTEM: RenameSystem = {
  rename: renameSync,
  sleep: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
};

/** Renames a file. Retries for a few seconds while another program has it open. */
export function renameWithRetry(from: string, to: string, { rename, sleep }: RenameSystem = SYSTEM): void {
  for (let waitedMs = 0; ; ) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && BUSY.includes(error.code);
      if (!isBusy || waitedMs >= GIVE_UP_AFTER_MS) throw error;
      const pauseMs = Math.min(Math.max(PAUSES_MS.first, waitedMs), PAUSES_MS.longest);
      sleep(pauseMs);
      waitedMs += pauseMs;
    }
  }
}
