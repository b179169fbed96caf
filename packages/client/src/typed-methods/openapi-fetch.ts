import createOpenapiClient from 'openapi-fetch';
import type { NeonRequest } from '../transport/index.ts';

/** A request as openapi-fetch builds it. */
export interface DraftRequest {
  readonly url: string;
  readonly headers: Headers;
}

/** The part of a response that openapi-fetch uses. */
export interface ReadableResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: unknown;
  /** Called for an error, and parsed as JSON. */
  text(): Promise<string>;
  /** Called for a success with that `ReadAs`, as `text` is. */
  blob?(): Promise<unknown>;
  arrayBuffer?(): Promise<unknown>;
}

/** How a success is read; `stream` passes the body on unchanged. */
export type ReadAs = 'text' | 'blob' | 'arrayBuffer' | 'stream';

/** Sends a request with an encoded body, with the URL and headers that openapi-fetch builds. */
export type PathCaller = (
  request: Pick<NeonRequest, 'method' | 'route' | 'ids' | 'url' | 'headers' | 'body'>,
  readAs: ReadAs,
  send: (draft: DraftRequest) => Promise<ReadableResponse>,
) => Promise<{ data?: unknown; error?: unknown }>;

/** openapi-fetch calls `new`. Creating a real `Request` would be the slowest step here. */
class FakeRequest {
  constructor(url: string, init: object) {
    Object.assign(this, init, { url });
  }
}

/**
 * Creates a function that calls a path with openapi-fetch, which only this file knows (decision 30). openapi-fetch
 * fills in the route, joins the URL, merges headers, sets the media type, and returns `{ data }` or `{ error }`.
 * `openapi-fetch.test.ts` checks what we rely on.
 */
export function createPathCaller(baseUrl: string): PathCaller {
  const client = createOpenapiClient({ baseUrl, Request: FakeRequest as unknown as typeof Request });
  const { request } = client as unknown as {
    request(method: string, route: string, init: object): ReturnType<PathCaller>;
  };
  return ({ method, route, ids, url, headers, body }, readAs, send) =>
    request(method, route, {
      params: { path: ids },
      // Ours formats dates and rejects invalid values, which openapi-fetch would drop.
      querySerializer: () => url.split('?')[1] ?? '',
      bodySerializer: () => body,
      body,
      headers,
      parseAs: readAs,
      fetch: send,
    });
}
