import type { NodeModules } from './find-stray-servers.ts';

/** Arguments of the watchdog program, passed as JSON. */
export interface WatchdogArgs {
  readonly rootDir: string;
  readonly branchesDir: string;
  readonly lockFile: string;
  /** The lock file's content while the watched emulator holds the lock. */
  readonly lockMark: string;
  readonly socketDir: string | null;
  readonly temporary: boolean;
}

/** The emulator writes this before it closes the pipe if it has stopped everything itself. */
export const ALL_STOPPED = 'stopped';

/**
 * Waits until the pipe on stdin closes, which happens even if the emulator is killed. Then stops the servers that the
 * emulator left running, and removes its folders.
 *
 * Self-contained (no imports, no outer names): see start-watchdog.ts.
 */
export async function runWatchdog(
  { fs }: Pick<NodeModules, 'fs'>,
  stopStrays: (branchesDir: string) => Promise<void>,
  { rootDir, branchesDir, lockFile, lockMark, socketDir, temporary }: WatchdogArgs,
): Promise<void> {
  // A server that was starting when the emulator died shows up a moment later.
  const RESCAN_FOR_MS = 2000;
  const RESCAN_MS = 100;

  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  let heard = '';
  try {
    for await (const chunk of process.stdin) heard += String(chunk);
  } catch {
    // A broken pipe means the same as a closed one.
  }
  if (heard.includes('stopped')) return;

  function isOursStill(): boolean {
    try {
      return fs.readFileSync(lockFile, 'utf8') === lockMark;
    } catch {
      return temporary;
    }
  }

  function remove(path: string | null): void {
    try {
      if (path !== null) fs.rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A process is still writing there; the next round tries again.
    }
  }

  const startedAt = Date.now();
  do {
    // A new emulator uses the folder now; its servers must keep running.
    if (!isOursStill()) break;
    await stopStrays(branchesDir);
    if (temporary) remove(rootDir);
    await new Promise((resolve) => setTimeout(resolve, RESCAN_MS));
  } while (Date.now() - startedAt < RESCAN_FOR_MS);
  remove(socketDir);
}
