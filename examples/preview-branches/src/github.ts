import type { Settings } from './settings.ts';

/** The parts of GitHub's API that previews need. */
export interface GitHub {
  /** Writes a comment, or updates the one that starts with `mark`. */
  comment(pullRequest: string, mark: string, body: string): Promise<void>;
  listOpenPullRequests(): Promise<number[]>;
}

const PAGE_SIZE = 100;

export function createGitHub({ githubApiUrl, githubToken, repository }: Settings): GitHub {
  const base = `${githubApiUrl}/repos/${repository}`;

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${githubToken}`, accept: 'application/vnd.github+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${method} ${path}.`);
    return (await response.json()) as T;
  }

  async function listAll<T>(path: string): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
      const items = await call<T[]>('GET', `${path}?per_page=${PAGE_SIZE}&page=${page}`);
      all.push(...items);
      if (items.length < PAGE_SIZE) return all;
    }
  }

  return {
    async comment(pullRequest, mark, body) {
      const comments = await listAll<{ id: number; body: string }>(`/issues/${pullRequest}/comments`);
      const ours = comments.find((comment) => comment.body.startsWith(mark));
      if (ours) await call('PATCH', `/issues/comments/${ours.id}`, { body });
      else await call('POST', `/issues/${pullRequest}/comments`, { body });
    },
    // By default, the list only has open pull requests.
    listOpenPullRequests: async () => (await listAll<{ number: number }>('/pulls')).map(({ number }) => number),
  };
}
