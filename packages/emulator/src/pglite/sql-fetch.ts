/** An emulator in this process. */
export interface FetchTarget {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * Returns a `fetchFunction` for Neon's serverless driver that sends its statements to an emulator without a port.
 *
 * @example
 * neonConfig.fetchFunction = createSqlFetch(emulator);
 * const sql = neon(connectionUri);
 */
export function createSqlFetch(
  emulator: FetchTarget,
): (url: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (_url, init) => emulator.fetch(new Request('http://localhost/sql', init));
}
