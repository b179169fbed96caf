import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { DataPlane, ServerlessDoor } from '../data-plane/index.ts';

/** Certificates of the authority in `caFile`, for servers on this machine. */
export interface ServerTls {
  /** Issues a certificate for clients that connect to an address and send no server name. PEM. */
  issueFallback(): { readonly key: string; readonly cert: string };
  contextFor(serverName: string): SecureContext;
}

/** The server side of the serverless driver, including what only a port can serve. */
export interface PortServerlessDoor extends ServerlessDoor {
  /** Handles an upgrade to WebSocket, `GET /v2?address=host:port`. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** A data plane with parts for the port of a Node process. */
export interface PortDataPlane extends DataPlane {
  readonly serverless?: PortServerlessDoor;
  /** Undefined when off. */
  readonly tls?: ServerTls;
}
