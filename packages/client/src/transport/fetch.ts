/** The `init` argument of `fetch`, as the client passes it. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | ArrayBuffer | null;
  readonly signal: AbortSignal;
  readonly redirect: 'manual';
  cache?: CacheMode;
}

/** How `fetch` uses an HTTP cache. */
export type CacheMode = 'default' | 'force-cache' | 'no-cache' | 'no-store' | 'only-if-cached' | 'reload';

/** The part of a response that the client uses. `body` may be a web stream, a Node stream, or absent. */
export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  readonly body?: unknown;
  text(): Promise<string>;
}

/** Sends a request: the platform's `fetch`, undici's, or a compatible one. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
