/** How to raise the system's limit of shared memory ids; each server takes one. */
const REMEDIES: Partial<Record<NodeJS.Platform, string>> = {
  // macOS applies the settings only if all five are set:
  // https://www.postgresql.org/docs/17/kernel-resources.html#SYSVIPC
  darwin:
    'set kern.sysv.shmmni=1024 and kern.sysv.shmseg=1024 in /etc/sysctl.conf, together with shmmax, shmmin and shmall, ' +
    'and restart the Mac',
  linux: 'sysctl -w kernel.shmmni=4096',
};

/** Thrown when the system allows no more Postgres servers at once. */
export class SharedMemoryLimitError extends Error {
  constructor(dataDir: string, platform: NodeJS.Platform) {
    const remedy = REMEDIES[platform] ?? "see SHMMNI in the system's documentation";
    super(
      `Postgres did not start on ${dataDir}: the system has no shared memory id left for another server. ` +
        `Suspend or delete an endpoint, or raise the limit: ${remedy}.`,
    );
    this.name = 'SharedMemoryLimitError';
  }
}

/** True if the log of a failed start says that the system has no shared memory id left. */
export function isOutOfSharedMemoryIds(log: string): boolean {
  return log.includes('could not create shared memory segment: No space left on device');
}

/** Starts a server. At the system's limit, stops others with `makeRoom` and retries, until there is none to stop. */
export async function startWithRoom<Server>(
  start: () => Promise<Server>,
  makeRoom: () => Promise<boolean>,
): Promise<Server> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof SharedMemoryLimitError) || !(await makeRoom())) throw error;
    }
  }
}
