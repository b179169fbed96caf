import type { IncomingHttpHeaders } from 'node:http';

/** Reads a header of a request in either form; undefined if it is missing. */
export function readHeader(headers: Headers | IncomingHttpHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}
