import { messageOf } from '@neon-api/ground';
import type { DataPlaneEvents } from '../data-plane/index.ts';
import { createQueue } from '../support/index.ts';
import type { ComputeServer, OwnPort, ServerAddress } from './cluster/index.ts';

/** The compute of one endpoint; it is active while it holds its server. */
export interface Compute {
  readonly isActive: boolean;
  /** Resolves when the server accepts connections, or with undefined if the endpoint was closed. */
  start(): Promise<ServerAddress | undefined>;
  /** Starts the server and emits `endpointStarted`. */
  wake(): Promise<ServerAddress | undefined>;
  suspend(): Promise<void>;
  /** Suspends if still idle, and emits `endpointSuspended`; resolves to whether it suspended. */
  suspendIf(isIdle: () => boolean): Promise<boolean>;
  /** Call it when the server crashed; the next connection starts it again. */
  crashed(): void;
  /** Suspends it while `work` runs, and then starts it again if it was active. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /** Suspends it permanently. */
  close(): Promise<void>;
  /** Closes it without stopping its server, which is about to be removed. */
  abandon(): void;
}

export interface ComputeOptions {
  readonly endpointId: string;
  /** Throws if the branch was deleted. */
  readonly serverOf: () => ComputeServer;
  /** Returns the port on which an endpoint's server itself listens; undefined if only the emulator connects to it. */
  readonly ownPortOf?: ((endpointId: string) => OwnPort | undefined) | undefined;
  readonly events: DataPlaneEvents;
  readonly log: (line: string) => void;
  readonly onActive: () => void;
  /** Called at the start of a suspension. */
  readonly onSuspend: () => void;
  /** Closes the client connections. */
  readonly disconnectAll: () => void;
}

export function createCompute(options: ComputeOptions): Compute {
  const { endpointId, serverOf, events, log } = options;
  /** Starts and suspensions run one at a time. */
  const queue = createQueue();
  let isOpen = true;
  let isActive = false;

  function activate(onWoken: () => void): Promise<ServerAddress | undefined> {
    return queue.run(async () => {
      if (!isOpen) return undefined;
      const wasActive = isActive;
      // Even while active: `hold` restarts a server that crashed.
      const address = await serverOf().hold(endpointId, { ownPort: options.ownPortOf?.(endpointId) });
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

  /** Must run in the queue. */
  async function deactivate(): Promise<void> {
    options.onSuspend();
    isActive = false;
    // Before the connections close, so that a server without other endpoints tells its clients why their sessions end.
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
      log(`Postgres of endpoint ${endpointId} ended unexpectedly. The next connection starts it again.`);
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

/** Resolves to whether the server is held. A failure does not undo the work: the next connection tries again. */
async function resumeHold({ endpointId, serverOf, ownPortOf, events, log }: ComputeOptions): Promise<boolean> {
  try {
    await serverOf().hold(endpointId, { ownPort: ownPortOf?.(endpointId) });
    return true;
  } catch (error) {
    log(`Endpoint ${endpointId} did not restart; the next connection tries again: ${messageOf(error)}`);
    events.endpointSuspended(endpointId);
    return false;
  }
}
