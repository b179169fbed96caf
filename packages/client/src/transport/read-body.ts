import type { FetchResponse } from './fetch.ts';

/** Reads a body chunk by chunk. */
export interface Chunks {
  read(): Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array<ArrayBuffer> | undefined }>;
  cancel(reason?: unknown): Promise<unknown>;
}

/** Returns the chunks of a body: a web stream or, from node-fetch and similar packages, a Node stream. */
export function chunksOf(body: unknown): Chunks | undefined {
  const stream = Object(body) as Partial<ReadableStream & AsyncIterable<Uint8Array<ArrayBuffer>>>;
  if (stream.getReader) return stream.getReader();
  const iterator = stream[Symbol.asyncIterator]?.();
  return iterator && { read: () => iterator.next(), cancel: async () => iterator.return?.() };
}

/**
 * Reads a body as text, up to `maxBytes` after decompression. If the body is longer, it leaves the rest unread and
 * cancels the stream.
 */
export async function readText(
  response: FetchResponse,
  maxBytes: number,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const { headers, body } = response;
  // Without compression, content-length is reliable, and reading the body at once is faster.
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
