/** How the system limits shared memory ids, of which each server takes one, and how to raise that. */
const REMEDIES: Partial<Record<NodeJS.Platform, string>> = {
  // https://www.postgresql.org/docs/17/kernel-resources.html#SYSVIPC: it takes effect with all five settings.
  darwin:
    'set kern.sysv.shmmni=1024 and kern.sysv.shmseg=1024 in /etc/sysctl.conf, with shmmax, shmmin and shmall beside them, ' +
    'and restart the Mac',
  linux: 'sysctl -w kernel.shmmni=4096',
};

/** The system allows no more Postgres servers at once. */
export class SharedMemoryLimitError extends Error {
  constructor(dataDir: string, platform: NodeJS.Platform) {
    const remedy = REMEDIES[platform] ?? 'see SHMMNI in the documentation of the system';
    super(
      `Postgres did not start on ${dataDir}: the system has no shared memory id left for another server. ` +
        `Suspend or delete an endpoint, or raise the limit: ${remedy}.`,
    );
    this.name = 'SharedMemoryLimitError';
  }
}

/** Whether the log of a server that did not start says that the system has no shared memory id left. */
export function isOutOfSharedMemoryIds(log: string): boolean {
  return log.includes('could not create shared memory segment: No space left on device');
}

/** Starts a server. Where the system allows no more, `makeRoom` stops others, until it has found none to stop. */
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
