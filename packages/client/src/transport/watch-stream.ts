import { chunksOf } from './read-body.ts';

/** A body as a stream that says when it is over, however it ends, and explains a break; undefined without a body. */
export function watchStream(
  body: unknown,
  isOver: () => void,
  signal: AbortSignal | undefined,
  explainBreak: (cause: unknown) => unknown,
): ReadableStream<Uint8Array<ArrayBuffer>> | undefined {
  const chunks = chunksOf(body);
  if (!chunks) {
    isOver();
    return undefined;
  }
  const source: UnderlyingSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      try {
        const { done, value } = await chunks.read();
        if (!done) return controller.enqueue(value as Uint8Array<ArrayBuffer>);
        isOver();
        controller.close();
      } catch (cause) {
        isOver();
        controller.error(signal?.aborted ? signal.reason : explainBreak(cause));
      }
    },
    async cancel(reason) {
      isOver();
      await chunks.cancel(reason);
    },
  };
  // Nothing is read ahead: an error would throw away what the reader has not taken yet.
  return new ReadableStream(source, { highWaterMark: 0 });
}
