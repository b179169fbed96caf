import { readFileSync } from 'node:fs';
import { UsageError } from '@neon-api/ground/cli';
import type { Environment } from '../inputs/index.ts';

/** What started the run. */
export interface RunnerEvent {
  /** Such as `pull_request`. */
  readonly name: string;
  /** Base URL of the code host's API, without a slash at the end. */
  readonly apiUrl: string;
  /** The repository of the workflow, `owner/name`. */
  readonly repository: string;
  /** The repository of the code that is tested: that of the workflow, a fork, or unknown because the fork was deleted. */
  readonly headRepository: string | undefined;
  readonly pullRequest?: PullRequest;
}

export interface PullRequest {
  readonly number: number;
  readonly isClosed: boolean;
}

interface Repository {
  readonly full_name?: string;
}

/** The parts of an event that the action reads. */
interface Payload {
  readonly pull_request?: {
    readonly number?: number;
    readonly state?: string;
    readonly head?: { readonly repo?: Repository | null };
  };
  readonly workflow_run?: { readonly head_repository?: Repository | null };
}

/**
 * Reads the event of the run from the runner's variables and file.
 *
 * @throws UsageError outside GitHub Actions
 */
export function readEvent(env: Environment): RunnerEvent {
  const need = (name: string): string => {
    const value = env[name];
    if (value) return value;
    throw new UsageError(`${name} is not set. Run this action in GitHub Actions.`);
  };
  const repository = need('GITHUB_REPOSITORY');
  const payload = JSON.parse(readFileSync(need('GITHUB_EVENT_PATH'), 'utf8')) as Payload;
  const { pull_request: pull, workflow_run: run } = payload;
  const head = pull ? pull.head?.repo?.full_name : run ? run.head_repository?.full_name : repository;
  return {
    name: need('GITHUB_EVENT_NAME'),
    apiUrl: need('GITHUB_API_URL'),
    repository,
    headRepository: head,
    ...(pull?.number !== undefined && {
      pullRequest: { number: pull.number, isClosed: pull.state === 'closed' },
    }),
  };
}
