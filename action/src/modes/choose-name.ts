import { UsageError } from '@neon-api/ground/cli';
import type { Inputs } from '../inputs/index.ts';
import type { RunnerEvent } from '../runner/index.ts';

/** A branch name in two parts, as the helpers take it. */
export interface PreviewName {
  readonly prefix: string;
  readonly key: string;
}

/**
 * Returns the name of the branch: the input, or the prefix and the number of the pull request.
 *
 * @throws UsageError if the input does not start with the prefix, or there is neither an input nor a pull request
 */
export function chooseName({ branch, prefix }: Inputs, { pullRequest }: RunnerEvent): PreviewName {
  if (branch !== undefined) {
    if (branch.startsWith(prefix) && branch.length > prefix.length) return { prefix, key: branch.slice(prefix.length) };
    throw new UsageError(
      `Input branch must start with "${prefix}", not ${JSON.stringify(branch)}. To use other names, set the input prefix.`,
    );
  }
  if (pullRequest !== undefined) return { prefix, key: String(pullRequest.number) };
  throw new UsageError(`This run has no pull request. Set the input branch, for example to "${prefix}load-test".`);
}
