import type { NetConnectOpts, Socket } from 'node:net';
import type { ScramKeys } from './scram.ts';

/** A client that has proved its password, before its session begins. */
export interface PooledClient {
  readonly client: Socket;
  readonly endpointId: string;
  readonly branchId: string;
  readonly role: string;
  readonly roleId: string;
  /** The keys with which the pooler logs in as the role. */
  readonly keys: ScramKeys;
  /** The client's startup parameters. */
  readonly params: ReadonlyMap<string, string>;
}

/** A session of Postgres whose statement can be cancelled. */
export interface CancelTarget {
  readonly address: NetConnectOpts;
  /** Process id and secret. */
  readonly key: Buffer;
  /** Call it when Postgres has received the request. */
  onDone(): void;
}

/** The pooler, which serves the clients of pooled hosts. */
export interface PooledSide {
  serve(client: PooledClient): Promise<void>;
  /** Returns the session that works for the client with this cancel key (in hex). */
  cancelTarget(key: string): CancelTarget | undefined;
}
