import type { FetchResponse } from './fetch.ts';

/** Reads a body piece by piece. */
export interface Chunks {
  read(): Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array<ArrayBuffer> | undefined }>;
  cancel(reason?: unknown): Promise<unknown>;
}

/** The pieces of a body: a stream of the web or, from node-fetch and its relatives, one of Node. */
export function chunksOf(body: unknown): Chunks | undefined {
  const stream = Object(body) as Partial<ReadableStream & AsyncIterable<Uint8Array<ArrayBuffer>>>;
  if (stream.getReader) return stream.getReader();
  const iterator = stream[Symbol.asyncIterator]?.();
  return iterator && { read: () => iterator.next(), cancel: async () => iterator.return?.() };
}

/**
 * A body as text, of which no more than `mostBytes` are taken, as counted after decompression. What follows is left
 * unread, and its connection given up.
 */
export async function readText(
  response: FetchResponse,
  maxBytes: number,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const { headers, body } = response;
  // A length that is declared holds, but for compression; reading in one go is faster.
  const isBounded = Number(headers.get('content-length') || Infinity) <= maxBytes && !headers.get('content-encoding');
  const chunks = isBounded || !globalThis.TextDecoder ? undefined : chunksOf(body);
  if (!chunks) {
    const text = await response.text();
    return { text: text.slice(0, maxBytes), isCut: text.length > maxBytes };
  }
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes <= maxBytes; ) {
    const { done, value } = await chunks.read();
    if (done) return { text: text + decoder.decode(), isCut: false };
    bytes += value?.length ?? 0;
    text += decoder.decode(value, { stream: true });
  }
  chunks.cancel().catch(() => undefined);
  return { text: text.slice(0, maxBytes), isCut: true };
}
