import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeComment {
  readonly id: number;
  readonly pullRequest: number;
  readonly user: { readonly type: string };
  readonly author_association: string;
  body: string;
}

/** Answers a request instead of the stub, or returns undefined. */
type Override = (route: string) => { status: number; headers?: Record<string, string> } | Promise<void> | undefined;

/** A loopback stub of the parts of the code host's API that the action uses, with pages of the requested size. */
export interface FakeHost {
  readonly url: string;
  readonly comments: FakeComment[];
  /** The state of each pull request. */
  readonly pullRequests: Map<number, 'open' | 'closed'>;
  /** Requests so far, as `GET /pulls?page=1`. */
  readonly requests: string[];
  override: Override;
  addComment(pullRequest: number, body: string, by?: Pick<FakeComment, 'user' | 'author_association'>): void;
  reset(): void;
  stop(): Promise<void>;
}

export const HOST_TOKEN = 'token-of-the-job';
export const REPOSITORY = 'acme/shop';
const BOT = { user: { type: 'Bot' }, author_association: 'NONE' };

export async function startFakeHost(): Promise<FakeHost> {
  let lastId = 0;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: FakeHost = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ comments: [], pullRequests: new Map(), requests: [], override: () => undefined },
    addComment(pullRequest, body, by = BOT) {
      lastId += 1;
      host.comments.push({ id: lastId, pullRequest, body, ...by });
    },
    reset() {
      host.comments.length = 0;
      host.requests.length = 0;
      host.pullRequests.clear();
      host.override = () => undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url ?? '', host.url);
    const path = url.pathname.replace(`/repos/${REPOSITORY}`, '');
    const page = url.searchParams.get('page');
    host.requests.push(`${request.method} ${path}${page === null ? '' : `?page=${page}`}`);
    const send = (status: number, value?: unknown, headers = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    };
    const overridden = await host.override(`${request.method} ${path}`);
    if (overridden) return send(overridden.status, {}, overridden.headers);
    if (request.headers.authorization !== `Bearer ${HOST_TOKEN}`) return send(401, {});
    const { status, value } = route(`${request.method}`, path, text === '' ? '' : JSON.parse(text).body);
    send(status, Array.isArray(value) ? pageOf(value, url) : value);
  }

  function route(method: string, path: string, body: string): { status: number; value?: unknown } {
    const [, pull, tail] = /^\/(?:issues|pulls)\/(\d+)(\/comments)?$/.exec(path) ?? [];
    const [, id] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    if (path === '/pulls') {
      const open = [...host.pullRequests].filter(([, state]) => state === 'open');
      return { status: 200, value: open.map(([number]) => ({ number })) };
    }
    if (pull && tail && method === 'GET') {
      return { status: 200, value: host.comments.filter(({ pullRequest }) => pullRequest === Number(pull)) };
    }
    if (pull && tail && method === 'POST') {
      host.addComment(Number(pull), body);
      return { status: 201, value: {} };
    }
    if (pull && method === 'GET') {
      const state = host.pullRequests.get(Number(pull));
      return state === undefined ? { status: 404, value: {} } : { status: 200, value: { state } };
    }
    const comment = host.comments.find((one) => String(one.id) === id);
    if (comment === undefined) return { status: 404, value: {} };
    if (method === 'PATCH') comment.body = body;
    else host.comments.splice(host.comments.indexOf(comment), 1);
    return method === 'PATCH' ? { status: 200, value: {} } : { status: 204 };
  }

  return host;
}

function pageOf(items: readonly unknown[], { searchParams }: URL): unknown[] {
  const size = Number(searchParams.get('per_page') ?? 30);
  const first = (Number(searchParams.get('page') ?? 1) - 1) * size;
  return items.slice(first, first + size);
}
