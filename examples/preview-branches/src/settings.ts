export interface Settings {
  readonly projectId: string;
  /** Number of the pull request; empty in a scheduled run. */
  readonly pullRequest: string;
  readonly reset: boolean;
  /** `owner/name`. */
  readonly repository: string;
  readonly githubApiUrl: string;
  readonly githubToken: string;
  /** File whose lines become variables of later steps. */
  readonly envFile: string;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const need = (name: string): string => {
    const value = env[name];
    if (value) return value;
    throw new Error(`${name} is not set. See the top of preview-branch.yml.`);
  };
  return {
    projectId: need('NEON_PROJECT_ID'),
    pullRequest: env.PULL_REQUEST ?? '',
    reset: env.RESET === 'true',
    repository: need('GITHUB_REPOSITORY'),
    githubApiUrl: need('GITHUB_API_URL'),
    githubToken: need('GITHUB_TOKEN'),
    envFile: need('GITHUB_ENV'),
  };
}

/** The number of the pull request, as the key of its branch. */
export function pullRequestOf({ pullRequest }: Settings): string {
  if (/^[1-9]\d*$/.test(pullRequest)) return pullRequest;
  throw new Error(`PULL_REQUEST must be a number, not ${JSON.stringify(pullRequest)}.`);
}
