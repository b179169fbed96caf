import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { ApiError, ConnectionLost } from '../errors/index.ts';
import { chooseRequestId, errorResponse, REQUEST_ID_HEADER } from '../http/index.ts';
import { type Log, type Random, readHeader } from '../support/index.ts';
import type { Guard } from './guard.ts';

/** What a listener serves. Both may throw an ApiError, which becomes the response. */
export interface Doors {
  /** Throws ConnectionLost to close the connection without a complete response. */
  readonly fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>;
  /** Takes over a request for another protocol. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface GuardedBy {
  readonly guard: Guard;
  readonly random: Random;
  readonly log: Log;
}

/** Puts the guard in front of everything that a listener serves, and turns errors into responses. */
export function guardDoors({ fetch, upgrade }: Doors, { guard, random, log }: GuardedBy): Doors {
  function admit(request: IncomingMessage): void {
    const reason = guard({ hosts: hostsOf(request), origin: request.headers.origin });
    if (reason !== undefined) throw new ApiError(403, reason);
  }

  function respondTo(error: unknown, request: IncomingMessage): Response {
    const requestId = chooseRequestId(readHeader(request.headers, REQUEST_ID_HEADER), random);
    const [path = ''] = (request.url ?? '').split('?');
    const response = errorResponse(error, { requestId, method: request.method ?? '', path }, log);
    response.headers.set(REQUEST_ID_HEADER, requestId);
    return response;
  }

  return {
    async fetch(request, bindings) {
      try {
        admit(bindings.incoming);
        return await fetch(request, bindings);
      } catch (error) {
        if (error instanceof ConnectionLost) throw error;
        return respondTo(error, bindings.incoming);
      }
    },
    ...(upgrade && {
      upgrade(request, socket, head) {
        // A socket that breaks is also closed; without a listener the error would end the process.
        socket.on('error', () => {});
        try {
          admit(request);
          upgrade(request, socket, head);
        } catch (error) {
          void sendAndClose(socket, respondTo(error, request));
        }
      },
    }),
  };
}

/** RFC 9112, 3.2.2: a target in absolute form replaces the Host header. */
function hostsOf({ url = '/', headers }: IncomingMessage): string[] {
  const target = url.startsWith('/') ? [] : [URL.canParse(url) ? new URL(url).host : url];
  return [...(headers.host === undefined ? [] : [headers.host]), ...target];
}

/** Writes the response to the socket, because an upgraded request has no response object. */
async function sendAndClose(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text();
  const headers = [...response.headers, ['connection', 'close'], ['content-length', String(Buffer.byteLength(body))]];
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  const status = `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`;
  socket.end(`${status}\r\n${head}\r\n\r\n${body}`, () => socket.destroy());
}
