import { redirectSql, redirectWebSocket } from './redirect.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
export type WebSocketClass = new (url: string | URL, ...rest: never[]) => object;

interface Globals {
  fetch: Fetch;
  WebSocket?: WebSocketClass | undefined;
}

/** The header with which the driver sends the URI. */
const CONNECTION_STRING = 'Neon-Connection-String';

/** Redirects the global `fetch` and `WebSocket`, which every copy of the driver uses by default, also a bundled one. */
export function redirectGlobals(globals: object, env: NodeJS.ProcessEnv): void {
  const patched = globals as Globals;
  patched.fetch = redirectFetch(patched.fetch, env);
  // Node has its own WebSocket since version 22.
  if (patched.WebSocket) patched.WebSocket = redirectClass(patched.WebSocket, env);
}

/** Returns a `fetch` that sends the driver's queries for local hosts to the emulator. */
export function redirectFetch(fetch: Fetch, env: NodeJS.ProcessEnv): Fetch {
  return (input, init) => {
    if (typeof input !== 'string' || !init?.headers) return fetch(input, init);
    return fetch(redirectSql(input, new Headers(init.headers).get(CONNECTION_STRING), env), init);
  };
}

/** Returns the same class, except that it connects to the emulator for local hosts. */
export function redirectClass<Class extends WebSocketClass>(original: Class, env: NodeJS.ProcessEnv): Class {
  const proxy: Class = new Proxy(original, {
    construct(target, [url, ...rest], newTarget) {
      const redirected = typeof url === 'string' ? redirectWebSocket(url, env) : url;
      return Reflect.construct(target, [redirected, ...rest], newTarget === proxy ? target : newTarget) as object;
    },
  });
  return proxy;
}
