import { ConnectionLost, type PartialAnswer } from '../errors/index.ts';

/** Serves a request. Throws ConnectionLost if no complete response will be sent. */
type Serve = (request: Request) => Promise<Response>;

/** Turns `serve` into a function that behaves as the global `fetch` does. Paths without a host get the origin. */
export function createFetch(
  origin: string,
  serve: Serve,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' ? new URL(input, origin) : input, init);
    const { signal, method } = request;
    signal.throwIfAborted();
    try {
      const response = await Promise.race([serve(request), rejectOnAbort(signal)]);
      return method === 'HEAD' ? new Response(null, response) : response;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof ConnectionLost)) throw error;
      if (error.partial) return breakOff(error.partial, error);
      throw networkError(error);
    }
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Fetch standard: a lost connection is a TypeError. */
function networkError(cause: ConnectionLost): TypeError {
  return new TypeError(`The emulator ended the connection: ${cause.message}.`, { cause });
}

/** Returns a response whose body ends with an error after the partial answer. */
function breakOff({ status, headers, bytes }: PartialAnswer, cause: ConnectionLost): Response {
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isSent) controller.error(networkError(cause));
      else controller.enqueue(bytes);
      isSent = true;
    },
  });
  return new Response(body, { status, headers });
}
