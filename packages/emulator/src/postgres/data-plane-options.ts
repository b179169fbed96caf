import type { ConnectionRefusal, DataPlaneEvents, EndpointOutlook, TenantSettings } from '../data-plane/index.ts';
import type { Clock } from '../support/index.ts';
import type { PostgresMode } from './binaries/index.ts';

export interface PostgresDataPlaneOptions {
  /** `auto` uses the embedded Postgres, or else the system's, or else none (with a notice). */
  readonly mode: PostgresMode;
  /** Folder for all data, created if missing. Only one emulator at a time can use it. */
  readonly rootDir: string;
  /** True if `rootDir` is removed when the emulator ends, even if it is killed. */
  readonly temporary: boolean;
  /** Port of all endpoints on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Whether URIs name endpoints by host name; default: no. */
  readonly hostNames?: boolean;
  /** Whether the servers of endpoints themselves listen for clients, each on its own port; default: no. */
  readonly direct?: boolean;
  /** Suspends an endpoint after this time without connections, in ms; default: never. */
  readonly idleSuspendMs?: number;
  /** How much log a branch keeps for its history, in bytes; default: 2 GiB. */
  readonly historyBytes?: number;
  /** How far back a branch's history reaches, in seconds; undefined means no limit. Default: no limit. */
  readonly historySecondsOf?: (branchId: string) => number | undefined;
  /** What the API sets for a branch's server, or for the one of a read-only endpoint; default: nothing. */
  readonly tenantSettingsOf?: (branchId: string, endpointId?: string) => TenantSettings;
  /** Whether an operation on the branch is in progress; its history is not trimmed then. Default: never. */
  readonly isAtWork?: (branchId: string) => boolean;
  /** Folder with extensions to add to the embedded Postgres; default: none. */
  readonly extensionsDir?: string | undefined;
  /** Returns why a client may not connect from its address; default: every client may. */
  readonly judgeConnection?: (endpointId: string, address: string) => ConnectionRefusal | undefined;
  /** Waits for operations that may open a closed endpoint; default: there are none. */
  readonly awaitEndpoint?: (endpointId: string, signal: AbortSignal) => Promise<EndpointOutlook>;
  /** How often histories are trimmed, in ms; default: 30 s. */
  readonly trimEveryMs?: number;
  readonly events?: DataPlaneEvents;
  /** Called once other processes and threads work, so that the caller can use the time. */
  readonly onPrepared?: () => void;
  /** Platform whose way to start, reach and stop servers is used; default: this one. */
  readonly platform?: NodeJS.Platform;
  /** Clock for login timeouts; default: the system clock. */
  readonly clock?: Clock;
  readonly log?: (line: string) => void;
}
