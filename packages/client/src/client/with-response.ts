import type { FetchResponse } from '../transport/index.ts';
import type { CallOptions, NeonCaller } from './neon-caller.ts';

/** The result of a call, with details of its HTTP response. */
export interface ResponseDetails<Data> {
  /** What the operation function returns. */
  readonly data: Data;
  readonly status: number;
  readonly headers: FetchResponse['headers'];
  /** Neon's id of the request, for its support; undefined if the response has none. */
  readonly requestId: string | undefined;
}

/**
 * Returns an operation function that resolves to `{ data, status, headers, requestId }` instead of the data only. It
 * throws the same errors. The details are those of the last attempt.
 *
 * @example
 * const { data, requestId } = await withResponse(createProject)(neon, { body: { project: {} } });
 */
export function withResponse<Given extends readonly unknown[], Data>(
  operation: (neon: NeonCaller, ...given: Given) => Promise<Data>,
): (neon: NeonCaller, ...given: Given) => Promise<ResponseDetails<Data>> {
  return async (neon, ...given) => {
    const details: Pick<NeonCaller, 'call'> = {
      call: (descriptor, params, options?: CallOptions) =>
        neon.call({ ...descriptor, result: readDetails }, params, options),
    };
    // The function returns what `result` returns.
    return (await operation({ ...neon, ...details }, ...given)) as unknown as ResponseDetails<Data>;
  };
}

function readDetails(data: unknown, { status, headers }: FetchResponse): ResponseDetails<unknown> {
  return { data, status, headers, requestId: headers.get('x-request-id') ?? undefined };
}
