/** A request to a stub. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly init: RequestInit;
}

export interface StubFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly sent: readonly SentRequest[];
}

/** A fetch that returns real Response objects and records its requests. */
export function stubFetch(answer: (request: SentRequest) => Response | Promise<Response>): StubFetch {
  const sent: SentRequest[] = [];
  return {
    sent,
    fetch: async (input, init = {}) => {
      const request: SentRequest = {
        method: init.method ?? 'GET',
        url: String(input),
        headers: new Headers(init.headers),
        body: init.body,
        init,
      };
      sent.push(request);
      return answer(request);
    },
  };
}

/** A fetch that never settles, not even on abort. */
export const hangingFetch: typeof globalThis.fetch = () => new Promise(() => undefined);
