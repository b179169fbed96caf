import type { RunnerEvent } from './read-event.ts';

/** Whether a run may use the API key. `skip` succeeds without doing anything, `refuse` fails. */
export type Access = { readonly verdict: 'allow' } | { readonly verdict: 'skip' | 'refuse'; readonly reason: string };

/** Events whose runs get no secrets if the code is from a fork, unless the repository's settings allow it. */
const WITHOUT_SECRETS: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
]);

/** Decides whether the run may use the API key. Code from a fork is a stranger's, and later steps get a password. */
export function decideAccess({ name, repository, headRepository }: RunnerEvent): Access {
  if (headRepository?.toLowerCase() === repository.toLowerCase()) return { verdict: 'allow' };
  const fork = headRepository === undefined ? 'a deleted fork' : `the fork ${headRepository}`;
  if (WITHOUT_SECRETS.has(name)) {
    return {
      verdict: 'skip',
      reason: `The code is from ${fork}, which gets no database branch. Nothing was done, and no key was used.`,
    };
  }
  return {
    verdict: 'refuse',
    reason:
      `The event ${name} gives secrets to the code of ${fork}. No key was used. ` +
      'Run this action on pull_request, or only for branches of this repository.',
  };
}
