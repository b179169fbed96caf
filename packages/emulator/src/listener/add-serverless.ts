import { ApiError } from '../errors/index.ts';
import { serveSql } from '../http/index.ts';
import type { Doors } from './guard-doors.ts';
import type { PortServerlessDoor } from './port-data-plane.ts';

/** Path of the serverless driver, for its `wsProxy`. */
export const WEB_SOCKET_PATH = '/v2';

const NO_CONNECTIONS =
  'this emulator has no Postgres connections. Use SQL over HTTP: neon(uri) of the serverless driver';

/** Serves Neon's serverless driver next to the API. Its requests have a role's password instead of an API key. */
export function addServerless(fetch: Doors['fetch'], door: PortServerlessDoor | undefined): Doors {
  if (!door) return { fetch };
  return {
    fetch: (request, bindings) => serveSql(request, door) ?? fetch(request, bindings),
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
