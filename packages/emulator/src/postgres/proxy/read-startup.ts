import type { Socket } from 'node:net';
import { parseStartup, type StartupPacket } from './startup-packet.ts';

const ACCEPTED = 'S';
const REFUSED = 'N';
/** First byte of a TLS handshake from a client that does not ask first (`sslnegotiation=direct`). */
const TLS_HANDSHAKE = 0x16;

/** A connection after the TLS handshake. */
export interface Secured {
  readonly socket: Socket;
  /** The host name that the client requested (SNI). */
  readonly serverName: string | undefined;
}

export interface ReadStartup {
  readonly packet: Exclude<StartupPacket, { kind: 'encryption' }>;
  /** What the client sent after the packet. */
  readonly rest: Buffer;
  /** The socket for the rest of the conversation; paused. */
  readonly socket: Socket;
  readonly serverName: string | undefined;
}

export interface StartupRules {
  /** Cancels the read. */
  readonly signal: AbortSignal;
  /** Encrypts a connection; rejects if the handshake fails. Undefined: the proxy refuses encryption. */
  readonly secure: ((client: Socket) => Promise<Secured>) | undefined;
}

/**
 * Negotiates encryption and reads a client's startup packet.
 * Returns undefined if the client disconnects or the signal is aborted.
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
      // An attacker in the middle could have sent data before the handshake: CVE-2021-23222.
      if (rest.length > 0) {
        return {
          packet: { kind: 'malformed', reason: 'received unencrypted data after the TLS request' },
          rest,
          ...secured,
        };
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

/** Reads one packet and the bytes after it; undefined if the client disconnects. Leaves the socket paused. */
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
