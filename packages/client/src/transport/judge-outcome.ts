import type { RequestOutcome } from '../errors/index.ts';

/** What became of a request that was answered with an unwanted status. */
export function judgeStatus(status: number): RequestOutcome {
  // Spec: 503 is safe to send again for any method, so nothing was done. 408 may come after the work began.
  return status === 503 || (status >= 400 && status < 500 && status !== 408) ? 'rejected' : 'unknown';
}

/** What became of a request that broke off; `isFinal` when sending it again cannot change that. */
export interface ConnectionVerdict {
  readonly outcome: RequestOutcome;
  readonly isFinal: boolean;
}

// By the codes and words of Node, undici, node-fetch, Deno and browsers.
const UNREACHABLE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/;
// A blocked port, a scheme that fetch does not speak, an argument that it refuses, a certificate that it does not trust.
const REFUSED =
  /bad port|(unknown|URL) scheme|protocols are|ERR_INVALID|parse URL|instance of|not of type|accepted type|CERT|UNABLE_TO/;
// A mistake in a fetch of one's own, wherever in it.
const MISTAKE = /is not (a func|a constr|def|iter|an obj)|Cannot read prop/;

/** Judges a request that broke off by the safe copy of what `fetch` threw, and the causes behind it. */
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

/** Whether a framework steers by what was thrown, as Next.js does by errors with a digest: it must see them as they are. */
export function isControlFlow(thrown: unknown): boolean {
  return typeof Object(thrown).digest === 'string';
}
