import type { Clock } from '../runtime/index.ts';
import { attempt } from './attempt.ts';
import { redactorOf, safeCause } from './redact.ts';
import type { NeonAnswer, NeonRequest } from './request.ts';
import { brokenError } from './request-errors.ts';

/** Gets a request to Neon and its answer back, whatever its status. Calls, pages and polls share it. */
export type Transport = (request: NeonRequest) => Promise<NeonAnswer>;

export interface TransportSettings {
  readonly readApiKey: () => Promise<string> | string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

export function createTransport({ readApiKey, fetch, clock }: TransportSettings): Transport {
  return async (request) => {
    request.signal?.throwIfAborted();
    const apiKey = await readApiKey();
    const redact = redactorOf(apiKey);
    const headers = {
      accept: 'application/json',
      // Not User-Agent: browsers own that one.
      'x-client-name': 'neon-api-client',
      ...request.headers,
      authorization: `Bearer ${apiKey}`,
    };
    const result = await attempt(request, headers, fetch, clock);
    if (result.kind === 'answered') return { response: result.response, text: result.text, attempts: 1, redact };
    const safe = result.kind === 'broken' ? { ...result, cause: safeCause(result.cause, apiKey, redact) } : result;
    throw brokenError(request, safe, 1, redact);
  };
}
