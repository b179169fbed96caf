import createOpenapiClient from 'openapi-fetch';
import type { NeonRequest } from '../transport/index.ts';

/** A request as openapi-fetch puts it together. */
export interface DraftRequest {
  readonly url: string;
  readonly headers: Headers;
}

/** What openapi-fetch reads of a response. */
export interface ReadableResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: unknown;
  /** Read for an error, and parsed as JSON. */
  text(): Promise<string>;
  /** Read for a success where that is asked for, as `text` is. */
  blob?(): Promise<unknown>;
  arrayBuffer?(): Promise<unknown>;
}

/** How a success is read; `stream` hands on its body as it is. */
export type ReadAs = 'text' | 'blob' | 'arrayBuffer' | 'stream';

/** Sends a request, whose body is encoded, with the URL and headers that openapi-fetch makes of it. */
export type PathCaller = (
  request: Pick<NeonRequest, 'method' | 'route' | 'ids' | 'url' | 'headers' | 'body'>,
  readAs: ReadAs,
  send: (draft: DraftRequest) => Promise<ReadableResponse>,
) => Promise<{ data?: unknown; error?: unknown }>;

/** openapi-fetch calls `new`. A real `Request` would take longer to make than all else here. */
class FakeRequest {
  constructor(url: string, init: object) {
    Object.assign(this, init, { url });
  }
}

/**
 * This file alone knows openapi-fetch (decision 30): it fills in the route, joins the URL, merges headers, names the
 * media type, and turns what comes back into `{ data }` or `{ error }`. `openapi-fetch.test.ts` holds what we rely on.
 */
export function createPathCaller(baseUrl: string): PathCaller {
  const client = createOpenapiClient({ baseUrl, Request: FakeRequest as unknown as typeof Request });
  const { request } = client as unknown as {
    request(method: string, route: string, init: object): ReturnType<PathCaller>;
  };
  return ({ method, route, ids, url, headers, body }, readAs, send) =>
    request(method, route, {
      params: { path: ids },
      // Ours: it writes dates, and refuses what has no form, where openapi-fetch would drop it.
      querySerializer: () => url.split('?')[1] ?? '',
      bodySerializer: () => body,
      body,
      headers,
      parseAs: readAs,
      fetch: send,
    });
}
