/** What a request is sent with. */
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

/** What the client reads of a response. Its body may stream as on the web or as in Node, or come as text alone. */
export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  readonly body?: unknown;
  text(): Promise<string>;
}

/** What sends a request: the platform's `fetch`, that of undici, or one that behaves alike. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
