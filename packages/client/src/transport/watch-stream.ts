/** The response with a body that says when it is over, however it ends, and explains a break. */
export function watchStream(
  response: Response,
  isOver: () => void,
  signal: AbortSignal | undefined,
  explainBreak: (cause: unknown) => unknown,
): Response {
  const reader = response.body?.getReader();
  if (!reader) {
    isOver();
    return response;
  }
  const source: UnderlyingSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        isOver();
        controller.close();
      } catch (cause) {
        isOver();
        controller.error(signal?.aborted ? signal.reason : explainBreak(cause));
      }
    },
    cancel(reason) {
      isOver();
      return reader.cancel(reason);
    },
  };
  // Nothing is read ahead: an error would throw away what the reader has not taken yet.
  return new Response(new ReadableStream(source, { highWaterMark: 0 }), response);
}
