import type { ServerlessDoor } from '../data-plane/index.ts';
import { ApiError } from '../errors/index.ts';
import type { Doors } from './guard-doors.ts';

/** Paths of the serverless driver, for its `fetchEndpoint` and `wsProxy`. */
export const SQL_PATH = '/sql';
export const WEB_SOCKET_PATH = '/v2';

const NO_CONNECTIONS =
  'this emulator has no Postgres connections. Use SQL over HTTP: neon(uri) of the serverless driver';

/** Serves Neon's serverless driver next to the API. Its requests have a role's password instead of an API key. */
export function addServerless(fetch: Doors['fetch'], door: ServerlessDoor | undefined): Doors {
  if (!door) return { fetch };
  return {
    fetch: (request, bindings) =>
      new URL(request.url).pathname === SQL_PATH ? door.fetch(request) : fetch(request, bindings),
    upgrade(request, socket, head) {
      const [path] = (request.url ?? '').split('?');
      if (path !== WEB_SOCKET_PATH) {
        throw new ApiError(404, `no WebSocket is served at this path; the serverless driver uses ${WEB_SOCKET_PATH}`);
      }
      if (!door.upgrade) throw new ApiError(400, NO_CONNECTIONS);
      door.upgrade(request, socket, head);
    },
  };
}
