import type { Socket } from 'node:net';
import { parseStartup, type StartupPacket } from './startup-packet.ts';

const ACCEPTED = 'S';
const REFUSED = 'N';
/** First byte of a TLS handshake: a client that does not ask first (`sslnegotiation=direct`). */
const TLS_HANDSHAKE = 0x16;

/** A connection that has become an encrypted one. */
export interface Secured {
  readonly socket: Socket;
  /** The host name that the client asked for. */
  readonly serverName: string | undefined;
}

export interface ReadStartup {
  readonly packet: Exclude<StartupPacket, { kind: 'encryption' }>;
  /** What the client sent after it. */
  readonly rest: Buffer;
  /** Where to go on talking to the client: paused. */
  readonly socket: Socket;
  readonly serverName: string | undefined;
}

export interface StartupRules {
  /** Ends the reading. */
  readonly signal: AbortSignal;
  /** Encrypts a connection; rejects when the handshake fails. Undefined: encryption is refused. */
  readonly secure: ((client: Socket) => Promise<Secured>) | undefined;
}

/**
 * Reads a client's first packet, after the encryption it asks for.
 * Undefined when the client went away, or the signal was aborted.
 */
export function readStartup(client: Socket, { signal, secure }: StartupRules): Promise<ReadStartup | undefined> {
  return Promise.race([readUntilStartup(client, secure, signal), aborted(signal)]);
}

async function readUntilStartup(
  client: Socket,
  secure: StartupRules['secure'],
  signal: AbortSignal,
): Promise<ReadStartup | undefined> {
  let secured: Secured = { socket: client, serverName: undefined };
  let ahead = Buffer.alloc(0);
  for (;;) {
    const read = await readPacket(secured.socket, ahead, signal);
    if (read === undefined) return undefined;
    const isPlain = secured.socket === client;
    if (read === 'handshake') {
      if (!secure || !isPlain) return undefined;
      secured = await secure(client);
      ahead = Buffer.alloc(0);
      continue;
    }
    const { packet, rest } = read;
    if (packet.kind !== 'encryption') return { packet, rest, ...secured };
    if (packet.method === 'tls' && secure && isPlain) {
      // What was sent before the handshake could come from anybody on the way: CVE-2021-23222.
      if (rest.length > 0) {
        return { packet: { kind: 'malformed', reason: 'received data after the request for TLS' }, rest, ...secured };
      }
      client.write(ACCEPTED);
      secured = await secure(client);
      ahead = Buffer.alloc(0);
    } else {
      client.write(REFUSED);
      ahead = rest;
    }
  }
}

interface ReadPacket {
  readonly packet: StartupPacket;
  readonly rest: Buffer<ArrayBuffer>;
}

/** One packet, and what came after it; undefined when the client went away. Leaves the socket paused. */
function readPacket(
  socket: Socket,
  ahead: Buffer<ArrayBuffer>,
  signal: AbortSignal,
): Promise<ReadPacket | 'handshake' | undefined> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const onGone = (): void => finish(undefined);

    function onData(chunk: Buffer): void {
      received = Buffer.concat([received, chunk]);
      if (received[0] === TLS_HANDSHAKE) {
        finish('handshake');
        socket.unshift(received);
        return;
      }
      const parsed = parseStartup(received);
      if (parsed.kind === 'complete') finish({ packet: parsed.packet, rest: Buffer.from(parsed.rest) });
    }

    function finish(result: ReadPacket | 'handshake' | undefined): void {
      socket.off('data', onData).off('end', onGone).off('close', onGone);
      signal.removeEventListener('abort', onGone);
      socket.pause();
      resolve(result);
    }

    socket.on('end', onGone).on('close', onGone);
    signal.addEventListener('abort', onGone);
    if (socket.destroyed || socket.readableEnded || signal.aborted) finish(undefined);
    else {
      socket.on('data', onData).resume();
      if (ahead.length > 0) onData(ahead);
    }
  });
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
    if (signal.aborted) resolve(undefined);
  });
}
