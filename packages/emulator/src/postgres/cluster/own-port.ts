import type { ServerAddress } from './server-address.ts';

/** A TCP port of 127.0.0.1 that belongs to one endpoint. The emulator listens there unless it is lent to a server. */
export interface OwnPort {
  readonly port: number;
  /** Frees the port for a server, which must listen there next. Call the result when the server has ended. */
  lend(): () => Promise<void>;
}

/** How Postgres itself listens for clients. */
export interface DirectListening {
  /** Returns the address of the emulator's own sessions on a server with this TCP port. */
  addressAt(port: number): ServerAddress;
  /** Settings for logins over TCP. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a server's holder needs from it. */
export interface HolderNeeds {
  /** Postgres itself must listen on this port. */
  readonly ownPort?: OwnPort | undefined;
  /** Called with the server's new address after it was restarted for another holder. */
  readonly onMoved?: (address: ServerAddress) => void;
}
