import type { DataPlaneEvents } from '../data-plane/index.ts';
import { type ComputeServer, createQueue, type ServerAddress } from './cluster/index.ts';
import { errorMessage } from './errors.ts';

/** The compute of one endpoint: active while it holds its server. */
export interface Compute {
  readonly isActive: boolean;
  /** Resolves when the server accepts connections; undefined when the endpoint was closed meanwhile. */
  start(): Promise<ServerAddress | undefined>;
  /** Like `start`, and reports it. */
  wake(): Promise<ServerAddress | undefined>;
  suspend(): Promise<void>;
  /** Suspends and reports it, unless a client has come by then; whether it was suspended. */
  suspendIf(isIdle: () => boolean): Promise<boolean>;
  /** Its server ended by itself: the next connection starts it again. */
  crashed(): void;
  /** Suspends it until `work` is done, and then starts it again if it was active. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /** Suspends it for good. */
  close(): Promise<void>;
  /** Ends it without its server, which is about to go. */
  abandon(): void;
}

export interface ComputeOptions {
  readonly endpointId: string;
  /** Throws when its branch is gone. */
  readonly serverOf: () => ComputeServer;
  readonly events: DataPlaneEvents;
  readonly log: (line: string) => void;
  readonly onActive: () => void;
  /** Called first when it is suspended. */
  readonly onSuspend: () => void;
  /** Ends the connections of its clients. */
  readonly disconnectAll: () => void;
}

export function createCompute(options: ComputeOptions): Compute {
  const { endpointId, serverOf, events, log } = options;
  /** Starting and suspending exclude one another. */
  const queue = createQueue();
  let isOpen = true;
  let isActive = false;

  function activate(onWoken: () => void): Promise<ServerAddress | undefined> {
    return queue.run(async () => {
      if (!isOpen) return undefined;
      const wasActive = isActive;
      // Held also while active: a server that crashed is started again.
      const address = await serverOf().hold(endpointId);
      isActive = true;
      options.onActive();
      if (!wasActive) onWoken();
      return address;
    });
  }

  function disconnectAll(): void {
    isActive = false;
    options.disconnectAll();
  }

  /** In the queue. */
  async function deactivate(): Promise<void> {
    options.onSuspend();
    isActive = false;
    // First the server, if it is for this endpoint alone: it tells its clients why their sessions end.
    await serverOf().release(endpointId);
    disconnectAll();
  }

  return {
    get isActive() {
      return isActive;
    },
    start: () => activate(() => {}),
    wake: () => activate(() => events.endpointStarted(endpointId)),
    suspend: () => queue.run(deactivate),
    suspendIf: (isIdle) =>
      queue.run(async () => {
        if (!isActive || !isIdle()) return false;
        await deactivate();
        events.endpointSuspended(endpointId);
        return true;
      }),
    crashed() {
      if (!isActive) return;
      disconnectAll();
      log(`The Postgres of endpoint ${endpointId} ended by itself; the next connection starts it again.`);
      events.endpointSuspended(endpointId);
    },
    whileAway: (work) =>
      queue.run(async () => {
        const wasActive = isActive;
        try {
          await deactivate();
          await work();
        } finally {
          if (wasActive && isOpen) isActive = await resumeHold(options);
        }
      }),
    async close() {
      isOpen = false;
      await queue.run(deactivate);
    },
    abandon() {
      isOpen = false;
      options.onSuspend();
      disconnectAll();
    },
  };
}

/** Whether it is held. A failure does not undo what was done meanwhile: the next connection tries again. */
async function resumeHold({ endpointId, serverOf, events, log }: ComputeOptions): Promise<boolean> {
  try {
    await serverOf().hold(endpointId);
    return true;
  } catch (error) {
    log(`Endpoint ${endpointId} did not start again: ${errorMessage(error)}`);
    events.endpointSuspended(endpointId);
    return false;
  }
}
