import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnPort } from '../cluster/index.ts';
import type { PortMemory } from './port-memory.ts';

const HOST = '127.0.0.1';
/** Below the ports that systems assign to outgoing connections, so that no client takes a port between two servers. */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_767];
/** Ports that are taken in advance, because a URI is returned before anything can wait. */
const SPARE_PORTS = 8;
const ATTEMPTS = 20;
const RETRY_MS = 50;

/** Creates a server whose clients get this endpoint. */
type CreateListener = (endpointName: () => string | undefined) => Server;

/** The ports of endpoints whose servers themselves listen. */
export interface OwnPorts {
  /** Call it before the first port is needed. */
  open(createListener: CreateListener): Promise<void>;
  /** Assigns a port, the same as before if it is still free. */
  add(endpointId: string): void;
  remove(endpointId: string): void;
  of(endpointId: string): OwnPort | undefined;
  /** Returns the endpoint that a port belongs to. */
  endpointAt(port: number): string | undefined;
  close(): void;
}

/** A port, which the emulator or a server listens on. */
interface Place {
  readonly port: number;
  endpointId: string | undefined;
  /** Undefined while the port is lent. */
  listener: Server | undefined;
  /** Number of the latest loan. */
  loan: number;
  isGone: boolean;
}

export function createOwnPorts(memory: PortMemory, log: (line: string) => void): OwnPorts {
  const places = new Map<string, Place>();
  const spares: Place[] = [];
  let createListener: CreateListener | undefined;
  let isClosed = false;

  /** Resolves to whether the port was free. */
  async function listen(place: Place): Promise<boolean> {
    const server = createListener?.(() => place.endpointId);
    if (!server) return false;
    place.listener = server;
    server.listen(place.port, HOST).unref();
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (place.listener !== server) server.close();
    else if (!isFree) place.listener = undefined;
    return isFree;
  }

  /** The sockets of a server that ended can outlive it for a moment. */
  async function listenAgain(place: Place): Promise<void> {
    const { loan } = place;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (place.isGone || place.loan !== loan || (await listen(place))) return;
      await sleep(RETRY_MS, undefined, { ref: false });
    }
    log(
      `Port ${place.port} of endpoint ${place.endpointId} is in use by another program. Stop it, and restart the endpoint.`,
    );
  }

  async function addSpare(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && !isClosed; attempt += 1) {
      const place = newPlace(randomInt(FIRST_PORT, LAST_PORT + 1), undefined);
      if (!(await listen(place))) continue;
      if (isClosed) free(place);
      else spares.push(place);
      return;
    }
  }

  function assign(endpointId: string): Place | undefined {
    const known = memory.portOf(endpointId);
    if (known !== undefined && endpointAt(known) === undefined) {
      const place = newPlace(known, endpointId);
      void listenAgain(place);
      return place;
    }
    const place = spares.shift();
    if (place === undefined) return undefined;
    place.endpointId = endpointId;
    void addSpare();
    return place;
  }

  function endpointAt(port: number): string | undefined {
    return [...places].find(([, place]) => place.port === port)?.[0];
  }

  return {
    async open(create) {
      createListener = create;
      await Promise.all(Array.from({ length: SPARE_PORTS }, addSpare));
    },
    add(endpointId) {
      const place = isClosed ? undefined : (places.get(endpointId) ?? assign(endpointId));
      if (place === undefined) return;
      places.set(endpointId, place);
      memory.keep(endpointId, place.port);
    },
    remove(endpointId) {
      const place = places.get(endpointId);
      places.delete(endpointId);
      if (place) free(place);
    },
    of(endpointId) {
      const place = places.get(endpointId);
      return place && { port: place.port, lend: () => lend(place, listenAgain) };
    },
    endpointAt,
    close() {
      isClosed = true;
      for (const place of [...places.values(), ...spares]) free(place);
    },
  };
}

function newPlace(port: number, endpointId: string | undefined): Place {
  return { port, endpointId, listener: undefined, loan: 0, isGone: false };
}

function lend(place: Place, takeBack: (place: Place) => Promise<void>): () => Promise<void> {
  place.loan += 1;
  const { loan } = place;
  stopListening(place);
  return async () => {
    if (!place.isGone && place.loan === loan && !place.listener) await takeBack(place);
  };
}

function free(place: Place): void {
  place.isGone = true;
  stopListening(place);
}

function stopListening(place: Place): void {
  place.listener?.close();
  place.listener = undefined;
}
