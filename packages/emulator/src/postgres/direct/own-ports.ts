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
  readonly ownPort: OwnPort;
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

  /** Resolves to whether the port is free. The sockets of a server that ended can outlive it for a moment. */
  async function listenAgain(place: Place): Promise<boolean> {
    const { loan } = place;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (place.isGone || place.loan !== loan || (await listen(place))) return true;
      await sleep(RETRY_MS, undefined, { ref: false });
    }
    return false;
  }

  async function takeBack(place: Place): Promise<void> {
    if (await listenAgain(place)) return;
    log(
      `Port ${place.port} of endpoint ${place.endpointId} was taken by another program. Stop it, and start the endpoint.`,
    );
  }

  function newPlace(port: number, endpointId: string | undefined): Place {
    const place: Place = {
      port,
      ownPort: { port, lend: () => lend(place, takeBack) },
      endpointId,
      listener: undefined,
      loan: 0,
      isGone: false,
    };
    return place;
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

  /** Without a spare port, clients reach the endpoint only through the shared port. */
  function assignSpare(endpointId: string): void {
    const place = spares.shift();
    if (place === undefined) return;
    place.endpointId = endpointId;
    assign(endpointId, place);
    void addSpare();
  }

  function assign(endpointId: string, place: Place): void {
    places.set(endpointId, place);
    memory.keep(endpointId, place.port);
  }

  async function listenWhereKnown(endpointId: string, place: Place): Promise<void> {
    if (await listenAgain(place)) return;
    assignSpare(endpointId);
    log(
      `Port ${place.port} of endpoint ${endpointId} is in use by another program. Get its new connection URI from the API.`,
    );
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
      if (isClosed || places.has(endpointId)) return;
      const known = memory.portOf(endpointId);
      if (known === undefined || endpointAt(known) !== undefined) return assignSpare(endpointId);
      const place = newPlace(known, endpointId);
      assign(endpointId, place);
      void listenWhereKnown(endpointId, place);
    },
    remove(endpointId) {
      const place = places.get(endpointId);
      places.delete(endpointId);
      if (place) free(place);
    },
    of(endpointId) {
      return places.get(endpointId)?.ownPort;
    },
    endpointAt,
    close() {
      isClosed = true;
      for (const place of [...places.values(), ...spares]) free(place);
    },
  };
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
