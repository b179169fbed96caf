import { once } from 'node:events';
import type { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnPort } from '../cluster/index.ts';

const HOST = '127.0.0.1';
const ATTEMPTS = 20;
const RETRY_MS = 50;

/** A port, which the emulator listens on unless it is lent to a server. */
export interface Place extends OwnPort {
  endpointId: string | undefined;
  /** Resolves to whether the port was free. */
  listen(): Promise<boolean>;
  /** Tries for a second, because the sockets of a server that ended can outlive it for a moment. */
  listenSoon(): Promise<boolean>;
  /** Gives the port up. */
  free(): void;
}

/** Creates a server whose clients get this endpoint. */
export type CreateListener = (endpointName: () => string | undefined) => Server;

export function createPlace(port: number, createListener: CreateListener, log: (line: string) => void): Place {
  /** Undefined while the port is lent. */
  let listener: Server | undefined;
  let loans = 0;
  let isFreed = false;

  function stopListening(): void {
    listener?.close();
    listener = undefined;
  }

  async function listen(): Promise<boolean> {
    const server = createListener(() => place.endpointId);
    listener = server;
    server.listen(port, HOST).unref();
    const wasFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (listener !== server) server.close();
    else if (!wasFree) listener = undefined;
    return wasFree;
  }

  async function listenSoon(): Promise<boolean> {
    const loan = loans;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (isFreed || loans !== loan || (await listen())) return true;
      await sleep(RETRY_MS, undefined, { ref: false });
    }
    return false;
  }

  async function takeBack(): Promise<void> {
    if (listener || (await listenSoon())) return;
    log(`Port ${port} of endpoint ${place.endpointId} was taken by another program. Stop it, and start the endpoint.`);
  }

  const place: Place = {
    port,
    endpointId: undefined,
    listen,
    listenSoon,
    lend() {
      loans += 1;
      const loan = loans;
      stopListening();
      return async () => {
        if (loans === loan) await takeBack();
      };
    },
    free() {
      isFreed = true;
      stopListening();
    },
  };
  return place;
}
