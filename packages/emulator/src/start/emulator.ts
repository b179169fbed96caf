import type { EmulatorControls } from '../control-plane/index.ts';
import type { DataPlaneKind } from '../data-plane/index.ts';

/** How to reach Postgres: one port for all endpoints, or off if there is no port. */
export type PostgresAddress =
  | {
      readonly kind: Exclude<DataPlaneKind, 'off' | 'pglite'>;
      readonly host: string;
      readonly port: number;
      /** The major versions that projects can have, oldest first. */
      readonly versions: readonly number[];
      /** Path of the CA certificate to trust for TLS, as in `sslrootcert`. */
      readonly caFile?: string;
    }
  | { readonly kind: 'off' };

/** A running emulator. */
export interface Emulator extends EmulatorControls, AsyncDisposable {
  /** Base URL of the API, `http://127.0.0.1:PORT/api/v2`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Organization of the emulator's user: the client's `orgId`. */
  readonly orgId: string;
  /** Bearer token for `/__emulator`. */
  readonly adminToken: string;
  /** The interactive API reference. The key is in the fragment, which browsers do not send. */
  readonly referenceUrl: string;
  /** The console for the browser. The admin token and the key are in the fragment. */
  readonly consoleUrl: string;
  readonly postgres: PostgresAddress;
  /** The port of 127.0.0.1 for HTTPS; undefined without the option. */
  readonly httpsPort?: number;
  /** Stops everything and removes temporary files. Can be called more than once. */
  stop(): Promise<void>;
}
