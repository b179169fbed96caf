import { onAbort } from '../internal/index.ts';
import type { FetchResponse } from './fetch.ts';
import { chunksOf } from './read-body.ts';
import type { Call } from './request.ts';
import { brokenError, unreadableError } from './request-errors.ts';

/**
 * Reads the body of a success as a stream; undefined without a body. The signal of the call ends it until it is over,
 * however it ends, and a break is explained.
 */
export type ReadBinary = (response: FetchResponse, call: Call, halt: AbortController) => ReadableStream | undefined;

/** Streams the body of a success, as of a download. */
export const binary: ReadBinary = (response, call, halt) => {
  const { signal } = call;
  if (response.body === null) return undefined;
  const chunks = chunksOf(response.body);
  // React Native has no streams, and `undefined` for a body.
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
        controller.error(signal?.aborted ? signal.reason : brokenError(call, cause).failure);
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
