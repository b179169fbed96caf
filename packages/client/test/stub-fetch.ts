/** What was asked of a stub. */
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

/** A fetch that answers with real Response objects, and keeps what it was asked. */
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

/** A fetch that never answers, not even to its signal. */
export const hangingFetch: typeof globalThis.fetch = () => new Promise(() => undefined);
