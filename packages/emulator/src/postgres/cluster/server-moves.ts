import type { Queue } from '../../support/index.ts';
import type { HolderNeeds, OwnPort } from './own-port.ts';
import type { ServerProcess } from './server-process.ts';

/** Who needs a server, by name. */
export type Holders = Map<string, HolderNeeds>;

export function neededPort(holders: Holders): OwnPort | undefined {
  return [...holders.values()].find(({ ownPort }) => ownPort)?.ownPort;
}

/** Call it when the server crashed: the next client at a port wakes its endpoint. Returns the holders' names. */
export function losePorts(holders: Holders): string[] {
  for (const [holder, needs] of holders) holders.set(holder, { ...needs, ownPort: undefined });
  return [...holders.keys()];
}

/** Restarts of a server that must listen on another port, or no longer. */
export interface ServerMoves {
  /** Lets the next restart wait for `work`. */
  waitFor<Value>(work: Promise<Value>): Promise<Value>;
  /** Restarts the server if its holders need another port than it has. Must not be called in the queue. */
  moveIfNeeded(): Promise<void>;
}

interface Moved {
  readonly server: ServerProcess;
  readonly holders: Holders;
  readonly queue: Queue;
}

export function createServerMoves({ server, holders, queue }: Moved): ServerMoves {
  const working = new Set<Promise<unknown>>();
  let moving: Promise<void> | undefined;

  const isMisplaced = (): boolean => server.running !== undefined && server.ownPort !== neededPort(holders);

  async function move(): Promise<void> {
    // Outside the queue, because the work may need it.
    while (working.size > 0) await Promise.allSettled(working);
    await queue.run(async () => {
      if (!isMisplaced()) return;
      await server.stop('clean');
      if (holders.size === 0) return;
      const address = await server.start(neededPort(holders));
      for (const { onMoved } of holders.values()) onMoved?.(address);
    });
  }

  return {
    waitFor(work) {
      working.add(work);
      return work.finally(() => working.delete(work));
    },
    async moveIfNeeded() {
      while (moving || isMisplaced()) {
        moving ??= move().finally(() => {
          moving = undefined;
        });
        await moving;
      }
    },
  };
}
