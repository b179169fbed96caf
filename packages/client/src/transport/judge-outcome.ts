import type { RequestOutcome } from '../errors/index.ts';

/** Returns the outcome of a request from its error status. */
export function judgeStatus(status: number): RequestOutcome {
  // Spec: 503 is safe to retry for any method, so nothing was done. 408 may arrive after the work began.
  return status === 503 || (status >= 400 && status < 500 && status !== 408) ? 'rejected' : 'unknown';
}

/** The outcome of a request whose connection failed; `isFinal` if a retry cannot succeed. */
export interface ConnectionVerdict {
  readonly outcome: RequestOutcome;
  readonly isFinal: boolean;
}

// Codes and messages of Node, undici, node-fetch, Deno and browsers.
const UNREACHABLE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/;
// A blocked port, an unsupported scheme, an invalid argument, or an untrusted certificate.
const REFUSED =
  /bad port|(unknown|URL) scheme|protocols are|ERR_INVALID|parse URL|instance of|not of type|accepted type|CERT|UNABLE_TO/;
// A bug in a custom fetch.
const MISTAKE = /is not (a func|a constr|def|iter|an obj)|Cannot read prop/;

/** Judges a failed connection by the safe copy of what `fetch` threw and its causes. */
export function judgeConnectionFailure(thrown: Error): ConnectionVerdict {
  const text = causeText(thrown);
  const isRefused = REFUSED.test(text);
  return {
    outcome: isRefused || UNREACHABLE.test(text) ? 'not_sent' : 'unknown',
    isFinal: isRefused || MISTAKE.test(text),
  };
}

function causeText({ code, message, cause }: Error & { readonly code?: string }): string {
  return `${code} ${message}`.slice(0, 1_000) + (cause instanceof Error ? causeText(cause) : '');
}

/** Returns whether a framework uses the error for control flow, as Next.js does with a digest. Rethrow it unchanged. */
export function isControlFlow(thrown: unknown): boolean {
  return typeof Object(thrown).digest === 'string';
}
