import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeGitHub {
  readonly url: string;
  readonly comments: { id: number; body: string; pullRequest: string }[];
  open: number[];
  stop(): Promise<void>;
}

/** A server with the parts of GitHub's API that the example uses. */
export async function startFakeGitHub(): Promise<FakeGitHub> {
  const comments: FakeGitHub['comments'] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const [, pullRequest] = /^\/repos\/me\/shop\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    const [, id] = /^\/repos\/me\/shop\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const body = text === '' ? '' : (JSON.parse(text) as { body: string }).body;
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const route = `${request.method} ${path}`;
    if (request.headers.authorization !== 'Bearer github-token') return answer(401, {});
    if (route === 'GET /repos/me/shop/pulls')
      return answer(
        200,
        github.open.map((number) => ({ number })),
      );
    if (pullRequest && request.method === 'GET') {
      return answer(
        200,
        comments.filter((comment) => comment.pullRequest === pullRequest),
      );
    }
    if (pullRequest && request.method === 'POST') {
      comments.push({ id: comments.length + 1, body, pullRequest });
      return answer(201, {});
    }
    const comment = comments.find((one) => String(one.id) === id);
    if (!comment || request.method !== 'PATCH') return answer(404, {});
    comment.body = body;
    return answer(200, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const github: FakeGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments,
    open: [],
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return github;
}
