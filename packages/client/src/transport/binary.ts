import { onAbort } from '../internal/index.ts';
import { chunksOf } from './read-body.ts';
import type { ReadBinary } from './request.ts';
import { connectionError, unreadableError } from './request-errors.ts';

/** Streams the body of a success, for example a download. */
export const binary: ReadBinary = (response, call, halt) => {
  const { signal } = call;
  if (response.body === null) return undefined;
  const chunks = chunksOf(response.body);
  // React Native has no streams; its body is `undefined`.
  if (!chunks) throw unreadableError(call, response, 'not a stream');
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
        controller.error(signal?.aborted ? signal.reason : connectionError(call, cause).failure);
      }
    },
    async cancel(reason) {
      isOver();
      await chunks.cancel(reason);
    },
  };
  // No read-ahead: an error discards chunks that the reader has not taken yet.
  return new ReadableStream(source, { highWaterMark: 0 });
};
