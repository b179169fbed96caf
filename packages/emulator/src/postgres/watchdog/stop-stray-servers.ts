import type { NodeModules } from './find-stray-servers.ts';

/**
 * Stops the processes that `findStrays` lists until it lists none. Removes no files.
 *
 * Self-contained (no imports, no outer names): the watchdog program contains the source of this function.
 */
export async function stopStrayServers(
  findStrays: () => readonly number[],
  { process }: Pick<NodeModules, 'process'>,
): Promise<void> {
  const KILL_AFTER_MS = 1000;
  const GIVE_UP_AFTER_MS = 5000;
  const POLL_MS = 20;
  const startedAt = Date.now();
  for (let left = findStrays(); left.length > 0; left = findStrays()) {
    const forMs = Date.now() - startedAt;
    if (forMs > GIVE_UP_AFTER_MS) return;
    for (const pid of left) {
      try {
        process.kill(pid, forMs > KILL_AFTER_MS ? 'SIGKILL' : 'SIGQUIT');
      } catch {
        // The process has already ended.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
