import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@neon-api/ground';
import { decideRetry } from './decide-retry.ts';

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Whether it is by a bot, or by a user who may write to the repository. Strangers can copy our mark. */
  readonly isTrusted: boolean;
}

/** The parts of the code host's API that the action uses. Each call throws CodeHostError if the host refuses. */
export interface CodeHost {
  listComments(pullRequest: number): Promise<Comment[]>;
  createComment(pullRequest: number, body: string): Promise<void>;
  /** Does nothing if the comment does not exist, as does `deleteComment`. */
  updateComment(id: number, body: string): Promise<void>;
  deleteComment(id: number): Promise<void>;
  /** Returns undefined if there is no pull request with this number. */
  readState(pullRequest: number): Promise<'open' | 'closed' | undefined>;
  listOpenPullRequests(): Promise<number[]>;
}

export interface CodeHostOptions {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string | undefined;
}

/** The code host refused a request, or did not answer. */
class CodeHostError extends Error {
  /** 0 without an answer. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

const PAGE_SIZE = 100;
const TIMEOUT_MS = 30_000;
const WRITERS: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

interface WireComment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly type?: string } | null;
  readonly author_association?: string;
}

/** Creates a client of the code host's API for one repository. */
export function createCodeHost({ apiUrl, repository, token }: CodeHostOptions): CodeHost {
  const base = `${apiUrl}/repos/${repository}`;

  async function send(method: string, path: string, body: object | undefined): Promise<Response> {
    try {
      return await fetch(base + path, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          'user-agent': 'neon-api-action',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new CodeHostError(`GitHub did not answer to ${method} ${path}: ${messageOf(error)}.`, 0);
    }
  }

  async function call<Value>(method: string, path: string, body?: object): Promise<Value> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(method, path, body);
      if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Value;
      await response.body?.cancel();
      const waitMs = decideRetry(answerOf(method, response), attempt, Date.now());
      if (waitMs === undefined) {
        throw refusal(method, path, response.status);
      }
      await sleep(waitMs);
    }
  }

  async function listAll<Item>(path: string): Promise<Item[]> {
    const all: Item[] = [];
    for (let page = 1; ; page += 1) {
      const items = await call<Item[]>('GET', `${path}?per_page=${PAGE_SIZE}&page=${page}`);
      all.push(...items);
      if (items.length < PAGE_SIZE) return all;
    }
  }

  return {
    async listComments(pullRequest) {
      const comments = await listAll<WireComment>(`/issues/${pullRequest}/comments`);
      return comments.map(({ id, body = '', user, author_association: association = '' }) => ({
        ...{ id, body },
        isTrusted: user?.type === 'Bot' || WRITERS.has(association),
      }));
    },
    createComment: (pullRequest, body) => call('POST', `/issues/${pullRequest}/comments`, { body }),
    updateComment: (id, body) => call<void>('PATCH', `/issues/comments/${id}`, { body }).catch(valueOn404(undefined)),
    deleteComment: (id) => call<void>('DELETE', `/issues/comments/${id}`).catch(valueOn404(undefined)),
    readState: (pullRequest) =>
      call<{ state: 'open' | 'closed' }>('GET', `/pulls/${pullRequest}`).then(
        ({ state }) => state,
        valueOn404(undefined),
      ),
    // By default, the list only has open pull requests.
    listOpenPullRequests: async () => (await listAll<{ number: number }>('/pulls')).map(({ number }) => number),
  };
}

function answerOf(method: string, { status, headers }: Response): Parameters<typeof decideRetry>[0] {
  return {
    ...{ method, status, retryAfter: headers.get('retry-after') },
    remaining: headers.get('x-ratelimit-remaining'),
    resetAt: headers.get('x-ratelimit-reset'),
  };
}

function refusal(method: string, path: string, status: number): CodeHostError {
  const access = method === 'GET' ? 'read' : 'write';
  const advice = status === 401 || status === 403 ? ` Give the job the permission "pull-requests: ${access}".` : '';
  return new CodeHostError(`GitHub answered ${status} to ${method} ${path}.${advice}`, status);
}

function valueOn404<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof CodeHostError && error.status === 404) return value;
    throw error;
  };
}
