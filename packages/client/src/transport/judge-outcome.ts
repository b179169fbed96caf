import type { RequestOutcome } from '../errors/index.ts';

/** What became of a request that was answered with an unwanted status. */
export function judgeStatus(status: number): RequestOutcome {
  // Spec: 503 is safe to send again for any method, so nothing was done. 408 may come after the work began.
  return status === 503 || (status >= 400 && status < 500 && status !== 408) ? 'rejected' : 'unknown';
}

/** What became of a request that broke off; `final` when sending it again cannot change that. */
export interface BreakVerdict {
  readonly outcome: RequestOutcome;
  readonly final?: boolean;
}

// By the codes and words of Node, undici, node-fetch, Deno and browsers.
const VERDICTS: readonly (readonly [RegExp, BreakVerdict])[] = [
  [/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/, { outcome: 'not_sent' }],
  // A blocked port, a scheme that fetch does not speak, an argument that it refuses, a certificate that it does not trust.
  [
    /bad port|(unknown|URL) scheme|protocols are|ERR_INVALID|parse URL|instance of|not of type|accepted type|CERT|UNABLE_TO/,
    { outcome: 'not_sent', final: true },
  ],
  // A mistake in a fetch of one's own, wherever in it.
  [/is not (a func|a constr|def|iter|an obj)|Cannot read prop/, { outcome: 'unknown', final: true }],
];

/** Judges a request that broke off by the safe copy of what `fetch` threw, and the causes behind it. */
export function judgeBreak({ code, message, cause }: Error & { readonly code?: string }): BreakVerdict {
  const said = `${code} ${message}`.slice(0, 1_000);
  for (const [words, verdict] of VERDICTS) if (words.test(said)) return verdict;
  return cause instanceof Error ? judgeBreak(cause) : { outcome: 'unknown' };
}

/** Whether a framework steers by what was thrown, as Next.js does by errors with a digest: it must see them as they are. */
export function isControlFlow(thrown: unknown): boolean {
  return typeof Object(thrown).digest === 'string';
}
