import { randomInt } from 'node:crypto';
import type { OwnPort } from '../cluster/index.ts';
import { type CreateListener, createPlace, type Place } from './place.ts';
import type { PortMemory } from './port-memory.ts';

/** Below the ports that systems assign to outgoing connections, so that no client takes a port between two servers. */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_767];
/** Ports that are taken in advance, because a URI is returned before anything can wait. */
const SPARE_PORTS = 8;
const ATTEMPTS = 20;

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

export function createOwnPorts(memory: PortMemory, log: (line: string) => void): OwnPorts {
  const places = new Map<string, Place>();
  const spares: Place[] = [];
  /** Undefined before and after the ports are in use. */
  let openPlace: ((port: number) => Place) | undefined;

  function endpointAt(port: number): string | undefined {
    return [...places].find(([, place]) => place.port === port)?.[0];
  }

  async function addSpare(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const place = openPlace?.(randomInt(FIRST_PORT, LAST_PORT + 1));
      if (!place) return;
      if (!(await place.listen())) continue;
      if (openPlace) spares.push(place);
      else place.free();
      return;
    }
  }

  function assign(endpointId: string, place: Place): void {
    place.endpointId = endpointId;
    places.set(endpointId, place);
    memory.keep(endpointId, place.port);
  }

  /** Without a spare port, clients reach the endpoint only through the shared port. */
  function assignSpare(endpointId: string): void {
    const place = spares.shift();
    if (!place) return;
    assign(endpointId, place);
    void addSpare();
  }

  async function listenWhereKnown(endpointId: string, place: Place): Promise<void> {
    if (await place.listenSoon()) return;
    assignSpare(endpointId);
    log(
      `Port ${place.port} of endpoint ${endpointId} is in use by another program. Get its new connection URI from the API.`,
    );
  }

  return {
    async open(createListener) {
      openPlace = (port) => createPlace(port, createListener, log);
      await Promise.all(Array.from({ length: SPARE_PORTS }, addSpare));
    },
    add(endpointId) {
      if (!openPlace || places.has(endpointId)) return;
      const known = memory.portOf(endpointId);
      if (known === undefined || endpointAt(known) !== undefined) return assignSpare(endpointId);
      const place = openPlace(known);
      assign(endpointId, place);
      void listenWhereKnown(endpointId, place);
    },
    remove(endpointId) {
      places.get(endpointId)?.free();
      places.delete(endpointId);
    },
    of: (endpointId) => places.get(endpointId),
    endpointAt,
    close() {
      openPlace = undefined;
      for (const place of [...places.values(), ...spares]) place.free();
    },
  };
}
