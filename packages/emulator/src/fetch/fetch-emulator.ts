/// <reference lib="esnext.disposable" preserve="true" />
import type { EmulatorControls } from '../control-plane/index.ts';

/** An emulator without a port: requests reach it through `fetch`. */
export interface FetchEmulator extends EmulatorControls, AsyncDisposable {
  /**
   * Serves a request: Neon's API, `/sql` of the data plane, object URLs and `/__emulator`. Only the path counts, not the
   * host. A path without a host is accepted too. Rejects as the global `fetch` does: with a TypeError if a fault ends the
   * connection, and with the signal's reason if the request is aborted. Needs no `this`.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Base URL of the API, `http://localhost/api/v2`: the client's `baseUrl`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Organization of the emulator's user: the client's `orgId`. */
  readonly orgId: string;
  /** Bearer token for `/__emulator`. */
  readonly adminToken: string;
  /** Ends open calls and the data plane. Can be called more than once. */
  stop(): Promise<void>;
}
