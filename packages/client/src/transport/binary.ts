import { onAbort } from '../internal/index.ts';
import { chunksOf } from './read-body.ts';

/**
 * Reads the body of a success as a stream; undefined without a body. The caller's signal ends it until it is over,
 * however it ends, and a break is explained.
 */
export type ReadBinary = (
  body: unknown,
  halt: AbortController,
  signal: AbortSignal | undefined,
  explainBreak: (cause: unknown) => unknown,
) => ReadableStream | undefined;

/** Streams the body of a success, as of a download. */
export const binary: ReadBinary = (body, halt, signal, explainBreak) => {
  const chunks = chunksOf(body);
  if (!chunks) return undefined;
  const isOver = onAbort(signal, () => halt.abort(signal?.reason));
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
};
