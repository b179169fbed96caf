/** The headers of a request: as in the Fetch standard, or as Node reads them from a connection. */
export type RequestHeaders = Headers | { readonly [name: string]: string | readonly string[] | undefined };

/** Reads a header; undefined if it is missing. */
export function readHeader(headers: RequestHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}
